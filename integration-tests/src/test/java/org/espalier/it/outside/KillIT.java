package org.espalier.it.outside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that end in mid-run, by kill -9 or because they are asked to; whoever resumes them ends where nobody was killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillIT {
    private static final int KILLED = 128 + 9;
    private static final int INTERRUPTED = 130;

    private final Map<String, RunFolder> undisturbed = new HashMap<>();
    private String job;
    private Path all;
    private Path folder;

    @BeforeAll
    void haveAFolderForUndisturbedRuns(@TempDir Path own) {
        all = own;
    }

    @BeforeEach
    void writeTheJob(@TempDir Path own) throws IOException {
        folder = own;
        write("small");
    }

    private void write(String file) throws IOException {
        job = file;
        SmallJob.of(file).in(folder);
    }

    /** The same job, run to its end by a process that nobody kills. */
    private RunFolder undisturbed() throws Exception {
        RunFolder known = undisturbed.get(job);
        if (known != null) return known;
        Path own = Files.createDirectory(all.resolve(job));
        SmallJob.of(job).in(own);
        Outcome outcome = Espalier.in(own).run("run", "small.yaml", "--quiet");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        RunFolder run = new RunFolder(own.resolve("runs/small/1"));
        assertTrue(job.equals("small-resnet") || run.growth().size() > 3, "something to be killed in");
        undisturbed.put(job, run);
        return run;
    }

    /**
     * The moment is that of a growth: after it was published and before the next checkpoint. The sixth of the ranks is the first
     * product that is cut.
     */
    @ParameterizedTest
    @CsvSource({
        "small, 1, 1 epoch, 0",
        "small, 2, 7 steps, 0",
        "small, 5, 1 h, 0.3",
        "small-gpt, 1, 3 steps, 0",
        "small-gpt, 6, 7 steps, 0",
        "small-gpt, 10, 1 epoch, 0.3",
        "small-lns, 3, 7 steps, 0.3",
        "small-composed, 3, 7 steps, 0.3"
    })
    void aRunKilledInMidGrowthEndsBitEqual(String job, int growth, String every, String reprepare) throws Exception {
        write(job);
        Process process =
                start("run", "small.yaml", "--set", "checkpoint.every=" + every, "--set", "reprepare=" + reprepare);
        List<String> grown = new ArrayList<>();
        read(process, line -> {
            if (field(line, "kind").equals("growth")) grown.add(line);
            return grown.size() == growth;
        });
        kill(process);
        resumedEndsBitEqual();
    }

    /** Running statistics are written by steps and by no optimizer; the killed run has written some behind its checkpoint. */
    @Test
    void aRunOfBatchNormKilledInMidRunEndsBitEqual() throws Exception {
        write("small-resnet");
        Process process = start("run", "small.yaml", "--set", "checkpoint.every=7 steps", "--set", "reprepare=0.3");
        read(
                process,
                line -> field(line, "kind").equals("epoch")
                        && field(line, "epoch").equals("2"));
        kill(process);
        resumedEndsBitEqual();
    }

    @Test
    void aRunKilledAfterItsLastStepStillGetsItsTestsAndItsReport() throws Exception {
        Process process = start("run", "small.yaml");
        read(
                process,
                line -> field(line, "kind").equals("epoch")
                        && field(line, "epoch").equals("6"));
        kill(process);
        resumedEndsBitEqual();
    }

    @Test
    void aRunKilledAtARandomMomentEndsBitEqual() throws Exception {
        int step = ThreadLocalRandom.current().nextInt(1, 50);
        System.out.println("killed after step " + step);
        Process process = start("run", "small.yaml", "--set", "checkpoint.every=3 steps");
        Path checkpoints = folder.resolve("runs/small/1/checkpoints");
        read(process, line -> field(line, "kind").equals("began"));
        FolderWatch.until(checkpoints, name -> name.matches("\\d+") && Integer.parseInt(name) >= step);
        kill(process);
        Outcome replay = Espalier.in(folder).run("replay", "small/1");
        assertEquals(0, replay.exitCode(), replay::toString);
        resumedEndsBitEqual();
    }

    @Test
    void aRunThatIsAskedToEndLeavesACheckpointAndMeanwhileBelongsToOneProcess() throws Exception {
        Process process = start("run", "small.yaml", "--set", "checkpoint.every=1 h");
        read(process, line -> field(line, "kind").equals("began"));
        signal("STOP", process);
        Outcome second = Espalier.in(folder).run("resume", "small");
        signal("CONT", process);
        // By its handle: Process.destroy would close the streams that are read below.
        process.toHandle().destroy();
        read(
                process,
                line -> field(line, "kind").equals("end")
                        && field(line, "status").equals("STOPPED"));
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "did not end");
        assertEquals(INTERRUPTED, process.exitValue());
        assertEquals(2, second.exitCode(), second::toString);
        assertTrue(second.errors().contains("process " + process.pid()), second::errors);
        assertEquals(1, second.errors().lines().count(), second::errors);
        resumedEndsBitEqual();
    }

    private Process start(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        return Espalier.in(folder).start(all.toArray(String[]::new));
    }

    /** Reads events until one that is waited for. */
    private static void read(Process process, Predicate<String> last) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (last.test(line)) return;
        }
        throw new AssertionError(
                "ended first: " + new String(process.getErrorStream().readAllBytes()));
    }

    private static void signal(String name, Process process) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "did not end");
        assertEquals(KILLED, process.exitValue(), "it had ended before");
    }

    private void resumedEndsBitEqual() throws Exception {
        Outcome outcome = Espalier.in(folder).run("resume", "small/1");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        RunFolder undisturbed = undisturbed();
        RunFolder resumed = new RunFolder(folder.resolve("runs/small/1"));
        assertEquals(1, resumed.journal("resume").size());
        assertEquals(undisturbed.growth(), resumed.growth());
        assertEquals(undisturbed.metrics(), resumed.metrics());
        assertEquals(undisturbed.weights(SmallJob.STEPS), resumed.weights(SmallJob.STEPS));
    }
}
