package org.espalier.it.outside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs from a second terminal, in another folder, against containers that are running. */
class DoorIT {
    private static final int INTERRUPTED = 130;
    private static final String NOBODY =
            ": no container is running; 'espalier serve' starts one that stays up, 'espalier run' one for its run\n";

    @TempDir
    Path folder;

    private Espalier here;
    private Espalier elsewhere;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void twoFolders() throws IOException {
        SmallJob.asItIs().in(folder);
        here = Espalier.in(folder);
        elsewhere = Espalier.in(Files.createDirectory(folder.resolve("elsewhere")))
                .with("XDG_STATE_HOME", folder.resolve(".state").toString());
    }

    @AfterEach
    void nothingStaysUp() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(Espalier espalier, String... words) throws IOException {
        Process process = espalier.start(words);
        started.add(process);
        // Whoever waits for a line of it then fails.
        CompletableFuture.delayedExecutor(4, TimeUnit.MINUTES).execute(process::destroyForcibly);
        return process;
    }

    /** A run that goes on until somebody stops it, seen to train. */
    private Process endlessRun() throws IOException {
        Process run = start(here, "run", "small.yaml", "--json", "--set", "epochs=100000");
        until(run, line -> field(line, "kind").equals("epoch"));
        return run;
    }

    private Process serve(Espalier espalier) throws IOException {
        Process serve = start(espalier, "serve");
        until(serve, line -> line.startsWith("serving with "));
        return serve;
    }

    private static String until(Process process, Predicate<String> wanted) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (wanted.test(line)) return line;
        }
        throw new AssertionError("ended: " + new String(process.getErrorStream().readAllBytes()));
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "did not end");
        return process.exitValue();
    }

    private Path card(Process container) {
        return folder.resolve(".state/espalier/doors/" + container.pid() + ".json");
    }

    private long step() throws Exception {
        return Long.parseLong(field(elsewhere.run("runs", "--json").output(), "step"));
    }

    @Test
    void aRunIsSeenWatchedAndStoppedFromAnotherTerminal() throws Exception {
        Process run = endlessRun();
        String table = elsewhere.run("runs").output();
        assertTrue(table.startsWith("RUN      STATUS    STEP "), table);
        assertTrue(table.contains("\nsmall/1  training  ") && table.contains("  modes "), table);
        assertTrue(elsewhere.run("plugins").output().contains("org.espalier.ifno"));

        long before = step();
        Process watch = start(elsewhere, "watch", "small", "--json");
        assertTrue(until(watch, line -> true).startsWith("{\"kind\":\"began\",\"id\":\"small/1\""));
        until(watch, line -> field(line, "kind").equals("epoch"));
        // By its handle: Process.destroy would close the stream that is read.
        watch.toHandle().destroy();
        end(watch);
        Process killed = start(elsewhere, "watch");
        assertTrue(until(killed, line -> true).startsWith("small/1  goes on at step "));
        killed.destroyForcibly();
        end(killed);
        assertTrue(step() > before, "it goes on");

        Outcome resumed = elsewhere.run("resume", "small/1");
        assertEquals(2, resumed.exitCode());
        assertEquals(
                "espalier: resume: small/1 goes on already; 'watch small/1' follows it, 'stop small/1' stops it\n",
                resumed.errors());
        Outcome stopped = elsewhere.run("stop", "small/1");
        assertEquals(0, stopped.exitCode(), stopped::toString);
        assertTrue(stopped.output().startsWith("small/1  stopped after step "), stopped::output);
        assertTrue(stopped.output().endsWith("go on   espalier resume " + folder.resolve("runs/small/1") + "\n"));
        until(
                run,
                line -> field(line, "kind").equals("end")
                        && field(line, "status").equals("STOPPED"));
        assertEquals(INTERRUPTED, end(run));
        assertFalse(Files.exists(card(run)));
        assertEquals(new Outcome(1, "", "espalier: runs" + NOBODY), elsewhere.run("runs"));
    }

    @Test
    void theSecretIsInTheOwnersFileAndNowhereElse() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        here = here.with("ESPALIER_DATA", data.toString()).withNativesOfTheTested();
        Process run = endlessRun();
        Process watch = start(elsewhere, "watch");
        String shown = until(watch, line -> true);
        String secret = field(Files.readString(card(run)), "secret");
        assertEquals(64, secret.length());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(card(run))));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(card(run).getParent())));
        List<String> texts = new ArrayList<>(List.of(shown));
        for (Process process : List.of(run, watch)) {
            for (String part : List.of("cmdline", "environ"))
                texts.add(new String(Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), part))));
        }
        for (String verb : List.of("runs", "stop"))
            texts.add(elsewhere.run(verb, "--stacktrace").toString());
        texts.add(new String(run.getInputStream().readAllBytes()));
        end(run);
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        assertTrue(texts.stream().anyMatch(text -> text.contains("for another terminal, in ")), "the log was read");
        assertTrue(texts.stream().noneMatch(text -> text.contains(secret)));
    }

    @Test
    void aKilledContainersCardIsSweptAndAFrozenOneHoldsNobodyUp() throws Exception {
        Process run = endlessRun();
        assertEquals(
                0,
                new ProcessBuilder("kill", "-STOP", Long.toString(run.pid()))
                        .start()
                        .waitFor());
        Outcome frozen = elsewhere.run("runs");
        assertEquals(1, frozen.exitCode());
        assertTrue(
                frozen.errors()
                        .startsWith(
                                "espalier: runs: no container is running, process " + run.pid() + " does not answer; "),
                frozen::errors);
        assertTrue(Files.exists(card(run)));
        run.destroyForcibly();
        end(run);
        assertTrue(Files.exists(card(run)), "it had no time to take it away");
        assertEquals(new Outcome(1, "", "espalier: watch" + NOBODY), elsewhere.run("watch", "small"));
        assertFalse(Files.exists(card(run)));
        assertEquals(0, elsewhere.run("plugins").exitCode(), "in a container of its own");
    }

    @Test
    void ofTwoContainersTheOneWithTheRunTheOneThatServesOrTheOneThatIsNamed() throws Exception {
        Process run = endlessRun();
        Espalier third = Espalier.in(Files.createDirectory(folder.resolve("third")))
                .with("XDG_STATE_HOME", folder.resolve(".state").toString());
        Process serve = serve(third);
        String both = run.pid() + " in " + folder.toRealPath() + " (small/1), " + serve.pid() + " in "
                + folder.toRealPath().resolve("third");
        assertEquals(
                new Outcome(2, "", "espalier: set: no container has 'darcy/9'; there are " + both + "\n"),
                elsewhere.run("set", "darcy/9", "clip=1"));
        Outcome only = elsewhere.run("checkpoint");
        assertEquals(0, only.exitCode(), only::toString);
        assertTrue(only.output().contains("small/1/checkpoints/"), "the only run that goes on need not be named");
        Outcome named = elsewhere.run("stop", "--at", Long.toString(serve.pid()));
        assertEquals(new Outcome(2, "", "espalier: stop: no run goes on in the container\n"), named);

        SmallJob.asItIs().with("name: small", "name: other").in(elsewhere.workingDirectory());
        Outcome detached = elsewhere.run("run", "--detach", "small.yaml");
        assertEquals(new Outcome(0, "other/1\n", ""), detached);
        Outcome all = elsewhere.run("runs");
        assertTrue(all.output().startsWith("container " + run.pid() + " in "), all::output);
        assertTrue(all.output().contains("\ncontainer " + serve.pid() + " in "), all::output);
        assertTrue(all.output().contains("\nsmall/1 ") && all.output().contains("\nother/1 "), all::output);
        Outcome watched = elsewhere.run("watch", "other", "--quiet");
        assertEquals(0, watched.exitCode(), watched::toString);
        assertTrue(watched.output().contains("report  runs/other/1/report.html\n"), watched::output);
        assertTrue(Files.exists(elsewhere.workingDirectory().resolve("runs/other/1/report.html")));

        assertEquals(0, elsewhere.run("stop", "small").exitCode());
        assertEquals(INTERRUPTED, end(run));
        serve.toHandle().destroy();
        end(serve);
        assertFalse(Files.exists(card(serve)));
    }

    @Test
    void withoutAPlaceOfItsOwnThereIsNoDoorAndTheRunGoesOn() throws Exception {
        Path doors = Files.createDirectories(folder.resolve(".state/espalier/doors"));
        Files.setPosixFilePermissions(doors, PosixFilePermissions.fromString("rwxr-xr-x"));
        Outcome run = here.run("run", "small.yaml", "--quiet");
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(
                "espalier: other terminals cannot reach this container: " + doors
                        + " is open to others (rwxr-xr-x), chmod 700 it\n",
                run.errors());
        try (var left = Files.list(doors)) {
            assertEquals(0, left.count());
        }
    }

    /** What a verb leaves whose output goes to a reader, its exit code as the last line. */
    private Outcome piped(String words, String reader) throws Exception {
        String line = "'%s' %s | %s; echo ${PIPESTATUS[0]}".formatted(elsewhere.script(), words, reader);
        return elsewhere.by(Path.of("/bin/bash")).run("-c", line);
    }

    @Test
    void aReaderWhoLeavesBeforeTheEndEndsTheVerbQuietlyAndTheRunGoesOn() throws Exception {
        endlessRun();
        long before = step();
        assertEquals(new Outcome(0, "0\n", ""), piped("plugins", "true"));
        assertEquals(new Outcome(0, "0\n", ""), piped("watch small --json", "head -n 2 > /dev/null"));
        Outcome refused = piped("history nowhere", "true");
        assertEquals("2\n", refused.output());
        assertTrue(refused.errors().startsWith("espalier: history: no run 'nowhere'"), refused::errors);
        assertTrue(step() > before, "it goes on");
    }

    @Test
    void aReaderWhoLeavesIsNoFailureOfAProcessOfItsOwnAndItsRunIsTrainedToItsEnd() throws Exception {
        assertEquals(new Outcome(0, "0\n", ""), piped("plugins", "true"));
        assertEquals(new Outcome(0, "0\n", ""), piped("run ../small.yaml", "true"));
        String result = Files.readString(folder.resolve("elsewhere/runs/small/1/result.json"));
        assertTrue(result.contains("FINISHED"), result);
    }
}
