package org.espalier.it.outside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.Folders;
import org.espalier.it.support.RunFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A strategy that somebody else has built, in a container that was there before it and is there after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThirdPartyIT {
    private static final Path PROJECT = Path.of(System.getProperty("espalier.third-party"));
    private static final String JOB = "net2net-spirals.yaml";

    private Path folder;
    private Path jar;
    private Path dropped;
    private ShellSession shell;

    @BeforeAll
    void buildItAndStartAContainerWithoutIt(@TempDir Path all) throws Exception {
        folder = all;
        jar = built(all.resolve("home"));
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        dropped = plugins.resolve("net2net.jar");
        Files.copy(PROJECT.resolve(JOB), folder.resolve(JOB));
        shell = ShellSession.of(Espalier.in(folder).with("ESPALIER_PLUGINS", plugins.toString()));
        assertFalse(isListed());
    }

    /** Copied out of this repository and built where only the archive is known. */
    private static Path built(Path home) throws Exception {
        Author author = Author.at(home);
        Path project = home.resolve("net2net");
        Folders.copy(PROJECT, project);
        Folders.delete(project.resolve("target"));
        Outcome outcome = author.types("cd net2net; mvn -B package -Despalier.home='%s'".formatted(Espalier.home()));
        assertEquals(0, outcome.exitCode(), outcome::output);
        assertTrue(outcome.output().contains("Running org.example.net2net.Net2NetConformanceTest"), outcome::output);
        return project.resolve("target/org.example.net2net-1.0.0.jar");
    }

    @AfterAll
    void endTheContainer() throws Exception {
        if (shell == null) return;
        try (ShellSession ending = shell) {
            assertEquals(0, ending.exit());
        }
    }

    @BeforeEach
    void dropItIn() throws Exception {
        // Not over one that is there: that is an update, which would come in the middle of a run.
        if (Files.notExists(dropped)) {
            Path part = Files.copy(jar, dropped.resolveSibling("net2net.part"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, dropped, StandardCopyOption.ATOMIC_MOVE);
            shell.untilError("net2net.jar 1.0.0: strategy net2net serves");
        }
        assertTrue(isListed());
    }

    @Test
    void itsJarHoldsNoClassOfOursExportsNothingAndImportsTheApiAlone() throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> classes = file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertFalse(classes.isEmpty());
            assertEquals(
                    List.of(),
                    classes.stream()
                            .filter(name -> !name.startsWith("org/example/net2net/"))
                            .toList());
            Attributes manifest = file.getManifest().getMainAttributes();
            assertNull(manifest.getValue("Export-Package"));
            assertNull(manifest.getValue("Require-Bundle"));
            assertNull(manifest.getValue("DynamicImport-Package"));
            String imports = manifest.getValue("Import-Package");
            assertNotNull(imports);
            List<String> packages = Stream.of(
                            imports.replaceAll("\"[^\"]*\"", "").split(","))
                    .map(clause -> clause.replaceAll(";.*", ""))
                    .filter(name -> !name.startsWith("java."))
                    .toList();
            assertEquals(List.of("org.espalier.api.growth", "org.espalier.api.plugin"), packages);
        }
    }

    /** Every stall tolerates everything, so the net grows at every epoch until it is full. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "residual"})
    void withoutNoiseEveryGrowthKeepsTheOutputsToAMillionth(String variant) throws Exception {
        String net = " --set model.variant=" + variant
                + " --set model.depth=2 --set model.max-width=12 --set model.max-depth=3 --set epochs=8";
        RunFolder run = run("--set growth.net.noise=0 --set growth.net.tolerance=1 --set growth.net.patience=1" + net);
        List<String> growth = run.growth();
        Set<String> ops = growth.stream()
                .map(line -> field(line, "op") + " " + field(line, "dim"))
                .collect(Collectors.toSet());
        assertTrue(
                ops.containsAll(Set.of("remap hidden0.width", "remap hidden1.width", "resize depth")),
                growth::toString);
        for (String line : growth) {
            assertTrue(change(field(line, "outputs")) < 1e-6, line);
        }
        for (String line : decisions(run)) {
            double before = Double.parseDouble(field(line, "loss.before"));
            assertEquals(before, Double.parseDouble(field(line, "loss.after")), 1e-6 * before, line);
        }
        long first = Long.parseLong(field(growth.get(0), "step"));
        assertFalse(epochs(run, first).isEmpty());
        assertEquals(epochs(run("--set growth=off" + net), first), epochs(run, first), "the same net until it grows");
    }

    @Test
    void theGrownNetBeginsWhereTheSmallOneWasAndGoesFarBeyondIt() throws Exception {
        RunFolder grown = run("");
        RunFolder small = run("--set growth=off");
        List<String> growth = grown.growth();
        assertTrue(growth.stream().anyMatch(line -> field(line, "op").equals("remap")), growth::toString);
        assertTrue(growth.stream().anyMatch(line -> field(line, "dim").equals("depth")), growth::toString);
        long first = Long.parseLong(field(growth.get(0), "step"));
        assertFalse(epochs(grown, first).isEmpty());
        assertEquals(epochs(small, first), epochs(grown, first), "the same net until it grows");
        for (String line : decisions(grown)) {
            double before = Double.parseDouble(field(line, "loss.before"));
            assertEquals(before, Double.parseDouble(field(line, "loss.after")), 0.05 * before, line);
        }
        assertTrue(testLoss(grown) < 0.5 * testLoss(small), testLoss(grown) + " after " + testLoss(small));
    }

    @Test
    void takenAwayInMidRunItIsMissedAndTheRunGoesOnWithoutIt() throws Exception {
        shell.type("run " + JOB + " --set growth.net.tolerance=1 --set epochs=100000");
        String report = shell.until("+ step ");
        assertTrue(report.contains("stalled at"), report);
        Files.delete(dropped);
        String missing = shell.until("  missing  ");
        assertTrue(missing.contains("net: no bundle supplies its strategy; going on without"), missing);
        shell.until("/100000");
        shell.until("/100000");
        shell.interrupt();
        String stopping = shell.until("stopping net2net-spirals/");
        shell.until("go on   espalier resume");
        assertFalse(isListed(), stopping);
        shell.untilError("net2net.jar 1.0.0: strategy net2net is gone");
    }

    private RunFolder run(String options) throws Exception {
        shell.type("run " + JOB + " " + options);
        String report = shell.until("report  runs/");
        return new RunFolder(
                folder.resolve(report.strip().replaceFirst("^report +", "")).getParent());
    }

    private boolean isListed() throws Exception {
        return shell.answer("plugins").stream()
                .anyMatch(line -> line.startsWith("strategy ") && line.contains(" net2net "));
    }

    /** How far outputs have moved: 0 for "unchanged", else the number. */
    private static double change(String outputs) {
        return outputs.equals("unchanged") ? 0 : Double.parseDouble(outputs.replaceFirst(".* ", ""));
    }

    /** The decisions that grew. */
    private static List<String> decisions(RunFolder run) throws IOException {
        return run.metrics().stream()
                .filter(line -> field(line, "kind").equals("decision")
                        && field(line, "answer").equals("grow"))
                .toList();
    }

    /** Losses at the epochs that ended at a step or before. */
    private static List<String> epochs(RunFolder run, long last) throws IOException {
        return run.metrics().stream()
                .filter(line -> field(line, "kind").equals("epoch") && Long.parseLong(field(line, "step")) <= last)
                .map(line -> field(line, "train") + " " + field(line, "held-out"))
                .toList();
    }

    private static double testLoss(RunFolder run) throws IOException {
        return Double.parseDouble(field(run.json("result.json").replaceFirst(".*\"tests\"", ""), "loss"));
    }
}
