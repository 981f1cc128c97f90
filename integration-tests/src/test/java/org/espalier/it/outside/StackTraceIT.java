package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.plugin.Keeping;
import org.espalier.it.plugin.Wilting;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a strategy has failed: a line of it for everybody, all of it in the log, and on the terminal for whoever asks. */
class StackTraceIT {
    private static final String WHOLE = "at org.espalier.it.plugin.Wilting.decide(Wilting.java:12)";

    @TempDir
    Path folder;

    private Espalier espalier;

    @BeforeEach
    void dropAStrategyInThatFails() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        TestBundle.strategy("org.example.wilting", "wilting", Wilting.class, Keeping.class, Keeping.Settings.class)
                .writeTo(plugins.resolve("wilting.jar"));
        Files.writeString(
                folder.resolve("small.yaml"),
                """
                data: { type: spirals, train: 60, validation: 20, test: 20 }
                model: { type: mlp, width: 4, depth: 1 }
                loss: cross-entropy
                optimizer: { type: adam, lr: 1e-2 }
                batch: 10
                epochs: 2
                growth: [ { id: net, type: wilting, dims: "*.width", every: 2 steps } ]
                """);
        espalier = Espalier.in(folder)
                .withNativesOfTheTested()
                .with("ESPALIER_PLUGINS", plugins.toString())
                .with("ESPALIER_DATA", folder.resolve("data").toString());
    }

    @Test
    void theLineNamesThePlaceTheLogHasTheTraceAndTheEndSaysWhatWasLost() throws Exception {
        Outcome outcome = espalier.run("run", "small.yaml");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.output().contains("NullPointerException"), outcome::output);
        assertTrue(outcome.output().contains("(Wilting.java:16)"), outcome::output);
        assertTrue(
                outcome.output().contains("12 steps, growth: net failed 3 times at step 6, asked no more"),
                outcome::output);
        assertFalse(outcome.errors().contains(WHOLE), outcome::errors);
        assertTrue(log().contains(WHOLE), this::log);
    }

    @Test
    void whoAsksForTracesHasThemOnTheTerminal() throws Exception {
        Outcome outcome = espalier.run("run", "small.yaml", "--quiet", "--stacktrace");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.errors().contains(WHOLE), outcome::errors);
    }

    private String log() {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .map(StackTraceIT::read)
                    .collect(Collectors.joining());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
