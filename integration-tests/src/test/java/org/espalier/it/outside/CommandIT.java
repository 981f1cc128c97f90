package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.plugin.EchoCommand;
import org.espalier.it.plugin.Keeping;
import org.espalier.it.plugin.ThrowingAtActivation;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's side of the command line, with a dropped-in command service in the place of the real one. */
class CommandIT {
    @TempDir
    Path folder;

    private Path plugins;
    private Espalier espalier;

    @BeforeEach
    void dropTheCommandIn() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        TestBundle.named("org.espalier.it.echo")
                .with("Bundle-Activator", EchoCommand.class.getName(), EchoCommand.class)
                .with("Import-Package", "org.osgi.framework")
                .writeTo(plugins.resolve("echo.jar"));
        espalier = Espalier.in(folder).with("ESPALIER_PLUGINS", plugins.toString());
    }

    @Test
    void theCommandGetsTheArgumentsAsTheyAreAndAnswersTheExitCode() throws Exception {
        Outcome outcome = espalier.run("echo", "two words", "*", "", "--json");
        assertEquals(5, outcome.exitCode(), outcome::toString);
        assertEquals("echo|two words|*||--json\nstopped\n", outcome.output());
        assertEquals("", outcome.errors());
    }

    @Test
    void noArgumentsAtAllGoToTheCommandToo() throws Exception {
        assertEquals("nothing\nstopped\n", espalier.run().output());
    }

    @Test
    void theCallersFolderStaysTheWorkingFolder() throws Exception {
        assertEquals(
                "where\n" + folder.toRealPath() + "\nstopped\n",
                espalier.run("where").output());
    }

    @Test
    void aCommandThatThrowsIsOneLineAndExitCodeOne() throws Exception {
        Outcome outcome = espalier.run("throw");
        assertEquals(1, outcome.exitCode(), outcome::toString);
        assertEquals("espalier: IllegalStateException: on purpose (the log has the rest)\n", outcome.errors());
    }

    @Test
    void terminationStopsTheBundlesInOrderBeforeTheProcessEnds() throws Exception {
        Process process = espalier.start("wait");
        BufferedReader output = process.inputReader();
        assertEquals("wait", output.readLine());
        // By its handle: Process.destroy would close the stream that the next line reads.
        process.toHandle().destroy();
        assertEquals("stopped", output.readLine());
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "did not end");
        assertEquals(128 + 15, process.exitValue());
    }

    @Test
    void twoProcessesShareOneInstallationAndAKilledOneIsSweptUpAfter() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Espalier own = espalier.with("ESPALIER_DATA", data.toString()).withNativesOfTheTested();
        Process first = own.start("wait");
        assertEquals("wait", first.inputReader().readLine());
        assertEquals(1, own.run("echo").exitCode());
        assertEquals(1, workspaces(data).size(), "the first one's");
        first.destroyForcibly().waitFor();
        assertEquals(1, own.run("echo").exitCode());
        assertEquals(List.of(), workspaces(data));
    }

    @Test
    void aPluginThatCannotResolveIsNamedAndTheRestGoesOn() throws Exception {
        TestBundle.named("org.espalier.it.broken")
                .with("Import-Package", "no.such.thing")
                .writeTo(plugins.resolve("broken.jar"));
        Outcome outcome = espalier.run("echo");
        assertEquals(1, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.output().startsWith("echo\n"), outcome::output);
        assertEquals(1, outcome.errors().lines().count(), outcome::errors);
        assertTrue(
                outcome.errors()
                        .contains(
                                "broken.jar (org.espalier.it.broken 1.0.0) needs the package no.such.thing, which nobody"),
                outcome::errors);
        Outcome doctor = espalier.run("doctor");
        assertEquals(1, doctor.exitCode());
        assertTrue(
                doctor.output()
                        .contains(
                                "BAD plugins    broken.jar (org.espalier.it.broken 1.0.0) needs the package no.such.thing"),
                doctor::output);
    }

    @Test
    void wrongJarsThatLieThereAtTheStartAreOneLineEachForPeopleAndForPrograms() throws Exception {
        Files.writeString(plugins.resolve("text.jar"), "no zip at all");
        TestBundle throwing = TestBundle.strategy(
                "org.example.throwing", "throwing", ThrowingAtActivation.class, Keeping.class, Keeping.Settings.class);
        throwing.writeTo(plugins.resolve("once.jar"));
        throwing.writeTo(plugins.resolve("twice.jar"));
        TestBundle.named("org.example.idle").writeTo(plugins.resolve("idle.jar"));
        Files.delete(plugins.resolve("echo.jar"));
        Outcome listed = espalier.run("plugins");
        assertEquals(0, listed.exitCode(), listed::toString);
        assertEquals(4, listed.errors().lines().count(), listed::errors);
        assertEquals(
                3,
                listed.output()
                        .lines()
                        .filter(line -> line.startsWith("refused  "))
                        .count(),
                listed::output);
        assertTrue(listed.output().contains("warning  idle.jar (org.example.idle 1.0.0) registers no plugin;"));
        assertTrue(
                listed.output().contains("jar (org.example.throwing 1.0.0) is the same bundle as file:"),
                listed::output);
        Outcome json = espalier.run("plugins", "--json");
        assertTrue(
                json.output().contains("{\"trouble\":\"refused\",\"file\":\"text.jar\",\"bundle\":\"\",\"why\":"),
                json::output);
    }

    private static List<Path> workspaces(Path data) throws IOException {
        try (var listed = Files.list(data.resolve("cache"))) {
            return listed.filter(Files::isDirectory).toList();
        }
    }
}
