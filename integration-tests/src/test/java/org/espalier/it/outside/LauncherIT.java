package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
    @TempDir
    Path folder;

    @Test
    void versionNamesTheVersionThePlatformAndTheJava() throws Exception {
        Outcome outcome = Espalier.in(folder).run("version");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.output()
                .startsWith("espalier " + System.getProperty("espalier.version") + " ("
                        + System.getProperty("espalier.platform")));
        assertTrue(outcome.output().contains("Java " + System.getProperty("java.version")), outcome::output);
        assertEquals("", outcome.errors());
    }

    @Test
    void helpReadsAlikeWhoeverAnswers() throws Exception {
        Espalier espalier = Espalier.in(folder);
        Outcome run = espalier.run("help", "run");
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.output().startsWith("Usage: espalier run "), run::output);
        String exitCodes = run.output().substring(run.output().indexOf("Exit codes:"));
        for (String verb : List.of("doctor", "version")) {
            Outcome asked = espalier.run(verb, "--help");
            assertEquals(0, asked.exitCode(), asked::toString);
            assertTrue(asked.output().startsWith("Usage: espalier " + verb + " "), asked::output);
            assertTrue(asked.output().endsWith("\n\n" + exitCodes), asked::output);
            assertEquals(asked, espalier.run("help", verb));
        }
    }

    @Test
    void doctorFindsThisMachineHealthy() throws Exception {
        Outcome outcome = Espalier.in(folder).run("doctor");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        for (String subject : List.of(
                "java", "machine", "threads", "memory", "nd4j", "blas", "product", "bundles", "plugins", "commands"))
            assertTrue(outcome.output().contains("\nok  " + subject + " "), () -> subject + " in " + outcome.output());
        assertEquals("", outcome.errors());
    }

    @Test
    void doctorTellsProgramsTheSameInLinesOfJson() throws Exception {
        Outcome outcome = Espalier.in(folder).run("doctor", "--json");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        List<String> lines = outcome.output().lines().toList();
        assertEquals("{\"healthy\":true}", lines.get(lines.size() - 1));
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertTrue(List.of("good", "doubtful").contains(RunFolder.field(line, "health")), line);
            assertFalse(RunFolder.field(line, "seen").isEmpty(), line);
        }
        assertTrue(
                lines.stream().anyMatch(line -> RunFolder.field(line, "subject").equals("bundles")));
        assertEquals("", outcome.errors());
    }

    @Test
    void theScriptWorksThroughALinkAndFromAnyFolder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("a folder"));
        Path link = Files.createSymbolicLink(
                elsewhere.resolve("my espalier"), Espalier.home().resolve("bin/espalier"));
        Path second = Files.createSymbolicLink(folder.resolve("again"), Path.of("a folder", "my espalier"));
        assertEquals(0, Espalier.in(elsewhere).by(link).run("version").exitCode());
        assertEquals(0, Espalier.in(folder).by(second).run("version").exitCode());
    }

    @Test
    void aCpuThatCannotRunTheNativesIsRefusedBeforeTheyLoad() throws Exception {
        Path cpuinfo =
                Files.writeString(folder.resolve("cpuinfo"), "processor : 0\nflags\t\t: fpu sse2 avx fma f16c\n");
        Espalier old = Espalier.in(folder).with("ESPALIER_OPTS", "-Despalier.cpuinfo=" + cpuinfo);
        Outcome run = old.run("run", "darcy");
        assertEquals(3, run.exitCode(), run::toString);
        assertTrue(run.errors().startsWith("espalier: this CPU lacks avx2"), run::errors);
        assertEquals(1, run.errors().lines().count());
        Outcome described = old.run("describe", "fno2d");
        assertEquals(0, described.exitCode(), "reading needs no natives: " + described);
        assertTrue(described.output().startsWith("model fno2d: "), described::output);
        Outcome doctor = old.run("doctor");
        assertEquals(1, doctor.exitCode());
        assertTrue(doctor.output().contains("\nBAD machine "), doctor::output);
        assertFalse(doctor.output().contains("nd4j "), doctor::output);
    }

    @Test
    void anotherPlatformsArchiveIsRefused() throws Exception {
        Outcome outcome =
                Espalier.in(folder).with("ESPALIER_OPTS", "-Dos.arch=sparc").run("run");
        assertEquals(3, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.errors().contains("-sparc: take the archive"), outcome::errors);
        assertEquals(1, outcome.errors().lines().count());
    }

    @Test
    void aMissingOrOldJavaIsSaidInOneLine() throws Exception {
        Outcome missing = Espalier.in(folder)
                .with("JAVA_HOME", folder.resolve("nowhere").toString())
                .run("version");
        assertEquals(3, missing.exitCode(), missing::toString);
        assertEquals(1, missing.errors().lines().count(), missing::errors);
        Path java = Files.createDirectories(folder.resolve("jdk-11/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertTrue(java.toFile().setExecutable(true));
        Outcome old = Espalier.in(folder)
                .with("JAVA_HOME", folder.resolve("jdk-11").toString())
                .run("version");
        assertEquals(3, old.exitCode(), old::toString);
        assertTrue(old.errors().contains("is Java 11"), old::errors);
    }
}
