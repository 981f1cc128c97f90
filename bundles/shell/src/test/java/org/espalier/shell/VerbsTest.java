package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunReporter;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.shell.display.Story;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class VerbsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeRuns runs = new FakeRuns();
    private final List<RunReporter> reporters = new ArrayList<>();
    private final List<Runnable> wishes = new ArrayList<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final FakeContainer container = new FakeContainer();

    @BeforeEach
    void anInstallationWithAJob() throws IOException {
        Files.createDirectories(folder.resolve("home/jobs"));
        Files.writeString(folder.resolve("home/jobs/darcy.yaml"), "name: darcy\n");
        Files.writeString(folder.resolve("home/jobs/burgers.yaml"), "name: burgers\n");
    }

    private int execute(String... arguments) {
        return verbs().execute(List.of(arguments));
    }

    private Verbs verbs() {
        Interrupts interrupts = first -> {
            wishes.add(first);
            listening.countDown();
            return () -> wishes.remove(first);
        };
        Session session = Sessions.around(runs)
                .reportedBy(reporters)
                .printing(out, err)
                .interruptedBy(interrupts)
                .within(container)
                .in(folder.resolve("home"), folder);
        return new Verbs(session);
    }

    /** The verbs that help shows, whatever they are. */
    private List<String> shown() {
        List<String> verbs = new ArrayList<>();
        verbs().specification().subcommands().forEach((name, verb) -> {
            if (!verb.getCommandSpec().usageMessage().hidden()) verbs.add(name);
        });
        assertTrue(
                verbs.containsAll(List.of("run", "resume", "runs", "watch", "stop", "serve", "help")), verbs::toString);
        return verbs;
    }

    private Path makeRun(String name) throws IOException {
        Path run = Files.createDirectories(folder.resolve("runs").resolve(name));
        Files.writeString(run.resolve("job.yaml"), "name: x\n");
        return run;
    }

    private FakeRun goodRun() {
        return FakeRun.telling(folder.resolve("runs/darcy/1"), Story.beginning(), Story.finished());
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void runWithoutAJobTrainsDarcyAndSumsUp() {
        runs.run = goodRun();
        assertEquals(0, execute("run"), this::errors);
        assertEquals(
                List.of("start " + folder.resolve("home/jobs/darcy.yaml") + " " + folder.resolve("runs") + " {}"),
                runs.asked);
        assertTrue(
                output().endsWith(
                                """
                                test error
                                  32²  .0412  trained
                                  64²  .0498  never seen
                                finished  0:41
                                report  runs/darcy/1/report.html
                                """),
                this::output);
        assertEquals("", errors());
    }

    @Test
    void settingsAndTheFolderOfRunsReachTheRequestInTheirOrder() throws IOException {
        runs.run = goodRun();
        Files.writeString(folder.resolve("my.yaml"), "name: my\n");
        String[] words = {
            "run", "my.yaml", "--set", "growth.modes.explained=0.9", "--set", "a=b=c", "--runs", "elsewhere"
        };
        assertEquals(0, execute(words), this::errors);
        assertEquals(
                List.of("start " + folder.resolve("my.yaml") + " " + folder.resolve("elsewhere")
                        + " {growth.modes.explained=0.9, a=b=c}"),
                runs.asked);
    }

    @Test
    void quietPrintsTheOutcomeAloneAndJsonTheEventsAlone() {
        runs.run = goodRun();
        assertEquals(0, execute("run", "--quiet"));
        assertTrue(output().startsWith("test error\n"), this::output);
        out.reset();
        runs.run = goodRun();
        assertEquals(0, execute("run", "--json"));
        assertTrue(
                output().lines().allMatch(line -> line.startsWith("{\"kind\":") && line.endsWith("}")), this::output);
    }

    @Test
    void aRefusalIsOneLineAndCodeTwo() {
        assertEquals(2, execute("run", "darcy"));
        assertEquals("espalier: jobs/darcy.yaml: model.width: -3 is below 1\n", errors());
        assertEquals("", output());
    }

    @Test
    void anUnknownJobIsRefusedWithTheNamesThatThereAre() {
        assertEquals(2, execute("run", "darzy"));
        assertEquals(
                "espalier: run: no job 'darzy': it is neither a file here nor a name in " + folder.resolve("home/jobs")
                        + "; there are burgers, darcy\n",
                errors());
        assertEquals(List.of(), runs.asked);
    }

    private void misuse(String line, String... arguments) {
        err.reset();
        assertEquals(2, execute(arguments));
        assertEquals("espalier: " + line + "\n", errors());
        assertEquals("", output());
        assertEquals(List.of(), runs.asked);
    }

    @Test
    void anUnknownVerbIsToldWithTheNearest() {
        misuse("no verb 'rnu'; did you mean run?", "rnu");
        misuse("no verb 'doctr'; did you mean doctor?", "doctr", "--json");
        misuse("help: no verb 'repotr'; did you mean report?", "help", "repotr");
        misuse("no verb 'dance'; there are " + String.join(", ", shown()) + ", doctor, version", "dance");
    }

    @Test
    void aCommandLineThatCannotBeUnderstoodIsOneLineOfOurOwnAndCodeTwo() {
        misuse("run: no option --sett, did you mean --set? see espalier run --help", "run", "--sett", "a=b");
        misuse(
                "run: no option --epochs; a setting of the job is given as --set epochs=VALUE; see espalier run --help",
                "run",
                "darcy",
                "--epochs",
                "20");
        misuse("run: takes one JOB, 'burgers' is one too many; see espalier run --help", "run", "darcy", "burgers");
        misuse("plugins: takes no argument, 'darcy' is one too many; see espalier plugins --help", "plugins", "darcy");
        misuse("--set: epochs — wants KEY=VALUE, such as --set epochs=20", "run", "--set", "epochs");
        misuse("--set: =3 — wants KEY=VALUE, such as --set epochs=20", "run", "--set", "=3");
        misuse("run: --set wants KEY=VALUE; see espalier run --help", "run", "--set");
        misuse("resume: RUN must be given; see espalier resume --help", "resume");
        misuse("compare: a second RUN must be given; see espalier compare --help", "compare", "mini");
        misuse("compare: 2 times RUN must be given; see espalier compare --help", "compare");
        misuse(
                "predict: --output FILE must be given; see espalier predict --help",
                "predict",
                "darcy",
                "--input",
                "a.npy");
        misuse("run: --runs is given twice; see espalier run --help", "run", "--runs", "a", "--runs", "b");
        misuse("no option --jsn; see espalier --help", "--jsn");
    }

    @Test
    void noVerbAtAllShowsTheVerbs() {
        assertEquals(2, execute());
        assertTrue(errors().contains("resume") && errors().contains("doctor"), this::errors);
    }

    @Test
    void helpIsHelpForEveryVerbAndEndsWithAllExitCodes() {
        for (String verb : shown()) {
            out.reset();
            assertEquals(0, execute(verb, "--help"), verb);
            assertTrue(output().startsWith("Usage: espalier " + verb), this::output);
            assertTrue(output().endsWith("\n\n" + String.join("\n", ExitCodes.HELP) + "\n"), this::output);
            String asked = output();
            out.reset();
            assertEquals(0, execute("help", verb), verb);
            assertEquals(asked, output());
        }
        out.reset();
        assertEquals(0, execute("help"));
        String all = output();
        assertTrue(all.contains("  doctor ") && all.endsWith(String.join("\n", ExitCodes.HELP) + "\n"), this::output);
        out.reset();
        assertEquals(0, execute("--help"));
        assertEquals(all, output());
        for (int code = 0; code <= 4; code++)
            assertTrue(String.join("\n", ExitCodes.HELP).contains(" " + code + " "));
    }

    @Test
    void aFailedRunIsCodeOneAndSaysHowToGoOn() {
        runs.run = FakeRun.telling(
                folder.resolve("runs/darcy/1"),
                List.of(begun(12)),
                new RunResult(RunStatus.FAILED, "loss is not finite at step 12", List.of(), List.of()));
        assertEquals(1, execute("run"));
        assertEquals("espalier: darcy/1 failed: loss is not finite at step 12\n", errors());
        assertTrue(output().endsWith("failed  0:41\ngo on   espalier resume darcy/1\n"), this::output);
    }

    @Test
    void aRunThatFailsBeforeItsFirstStepIsToldOnceAndNobodyIsSentToDoTheSameAgain() {
        for (List<RunEvent> events : List.of(List.<RunEvent>of(), List.of(begun(240)))) {
            out.reset();
            err.reset();
            runs.run = FakeRun.telling(
                    folder.resolve("runs/darcy/1"),
                    events,
                    new RunResult(RunStatus.FAILED, "growth.net: cannot go on", List.of(), List.of()));
            assertEquals(1, execute("run", "--quiet"));
            assertEquals("espalier: darcy/1 failed: growth.net: cannot go on\n", errors());
            assertEquals("failed  0:41\n", output());
        }
    }

    private RunEvent begun(long step) {
        return new RunEvent.Began("darcy/1", folder, step, 480, 12, 2, 1000, List.of());
    }

    @Test
    void aFaultOfTheProgramIsOneLineUnlessTheTraceIsAskedFor() {
        runs.fault = new IllegalStateException("no such thing");
        assertEquals(1, execute("run"));
        assertEquals("espalier: java.lang.IllegalStateException: no such thing (--stacktrace shows where)\n", errors());
        err.reset();
        assertEquals(1, execute("--stacktrace", "run"));
        assertTrue(errors().contains("\tat org.espalier.shell.VerbsTest"), this::errors);
        err.reset();
        assertEquals(1, execute("run", "--stacktrace"));
        assertTrue(errors().contains("\tat org.espalier.shell.VerbsTest"), this::errors);
    }

    @Test
    void ctrlCStopsTheRunWithACheckpointAndSaysHowToGoOn() throws Exception {
        runs.run = FakeRun.endless(
                folder.resolve("runs/darcy/1"), () -> wishes.get(0).run());
        assertEquals(130, execute("run"));
        assertTrue(output().contains("stopping darcy/1 with a checkpoint"), this::output);
        assertTrue(output().endsWith("stopped  at step 240  0:41\ngo on   espalier resume darcy/1\n"), this::output);
        assertEquals(List.of(), wishes, "nobody listens any longer");
    }

    @Test
    void whoOnlyWatchesLeavesAtCtrlC() {
        FakeRun run = FakeRun.endless(
                folder.resolve("runs/darcy/1"), () -> wishes.get(0).run());
        runs.more.add(run);
        assertEquals(130, execute("watch"));
        assertEquals("darcy/1 goes on\n", output());
        assertFalse(run.isAskedToStop());
        assertEquals(List.of(), wishes, "nobody listens any longer");
    }

    @Test
    void aRunThatIsDetachedIsNamedAndNotFollowed() {
        runs.run = FakeRun.standing(folder.resolve("runs/darcy/1"), RunStatus.PREPARING, List.of());
        assertEquals(0, execute("run", "--detach"), this::errors);
        assertEquals("darcy/1\n", output());
    }

    @Test
    void anotherContainersProcessIsNotThisOne() {
        assertEquals(2, execute("runs", "--at", "1"));
        assertEquals(
                "espalier: --at 1: this is the container of process "
                        + ProcessHandle.current().pid() + "\n",
                errors());
    }

    @Test
    void anInterruptedThreadStopsTheRunToo() {
        Thread command = Thread.currentThread();
        runs.run = FakeRun.endless(folder.resolve("elsewhere/darcy/7"), command::interrupt);
        assertEquals(130, execute("run", "--runs", "elsewhere"));
        assertTrue(output().endsWith("go on   espalier resume elsewhere/darcy/7\n"), this::output);
        assertFalse(Thread.interrupted());
    }

    @Test
    void resumeTakesADirectoryANameOrAJob() throws IOException {
        Path second = makeRun("darcy/2");
        Path tenth = makeRun("darcy/10");
        Files.createDirectories(folder.resolve("runs/darcy/11"));
        for (String word : List.of(tenth.toString(), "darcy/10", "darcy", "runs/darcy")) {
            runs.run = goodRun();
            assertEquals(0, execute("resume", word), this::errors);
        }
        runs.run = goodRun();
        assertEquals(0, execute("resume", "darcy/2"), this::errors);
        assertEquals(List.of("resume " + second), runs.asked.subList(4, 5));
        assertTrue(runs.asked.subList(0, 4).stream().allMatch(("resume " + tenth)::equals), runs.asked::toString);
    }

    @Test
    void resumeTakesSettingsAlong() throws IOException {
        Path run = makeRun("darcy/1");
        runs.run = goodRun();
        assertEquals(0, execute("resume", "darcy", "--set", "epochs=20"), this::errors);
        assertEquals(List.of("resume " + run + " {epochs=20}"), runs.asked);
    }

    @Test
    void aRunThatWasStoppedBeforeItTrainedDoesNotHideTheOneBefore() throws IOException {
        Path trained = makeRun("darcy/1");
        Files.createDirectories(trained.resolve("checkpoints/480"));
        Path stopped = makeRun("darcy/2");
        Files.createDirectories(stopped.resolve("checkpoints/.tmp-0"));
        reporters.add(directory -> directory.resolve("report.html"));
        assertEquals(0, execute("predict", "darcy", "--input", "a.npy", "--output", "u.npy"), this::errors);
        assertEquals("espalier: predict: darcy/2 has no checkpoint; this is of darcy/1\n", errors());
        assertEquals(0, execute("report", "darcy"), this::errors);
        assertTrue(runs.asked.get(0).startsWith("predict " + trained + " "), runs.asked::toString);
        assertTrue(output().endsWith("runs/darcy/1/report.html\n"), this::output);
        err.reset();
        assertEquals(0, execute("report", "darcy/2"), this::errors);
        assertTrue(output().endsWith("runs/darcy/2/report.html\n"), this::output);
        assertEquals("", errors());
        runs.run = goodRun();
        assertEquals(0, execute("resume", "darcy"), this::errors);
        assertEquals("resume " + stopped, runs.asked.get(1));
    }

    @Test
    void anUnknownRunIsRefusedWithTheNamesThatThereAre() throws IOException {
        makeRun("darcy/2");
        assertEquals(2, execute("resume", "darcy/3"));
        assertTrue(errors().endsWith("; there are darcy/2\n"), this::errors);
    }

    private Path makeCheckpoint(Path run, String name) throws IOException {
        return Files.createDirectories(run.resolve("checkpoints").resolve(name));
    }

    @Test
    void aStepNamesACheckpointTheOneSavedLastWhereThereAreSeveral() throws IOException {
        Path run = makeRun("darcy/1");
        makeCheckpoint(run, "40");
        Path again = makeCheckpoint(run, "40.1");
        makeCheckpoint(run, "480");
        assertEquals(0, execute("predict", "darcy@40", "--input", "a.npy", "--output", "u.npy"), this::errors);
        assertTrue(runs.asked.get(0).startsWith("predict " + again + " "), runs.asked::toString);
        assertEquals(2, execute("evaluate", "darcy/1@41"));
        assertEquals("espalier: evaluate: no checkpoint of step 41 in " + run + "; there are 40, 480\n", errors());
    }

    @Test
    void evaluatePrintsALossForEachResolution() throws IOException {
        Path run = makeRun("darcy/1");
        makeCheckpoint(run, "480");
        assertEquals(0, execute("evaluate", "darcy", "--split", "validation", "--resolution", "32"), this::errors);
        assertEquals(List.of("evaluate " + run + " validation [32]"), runs.asked);
        assertEquals(
                """
                checkpoint  runs/darcy/1/checkpoints/480
                validation error
                  32  .0412  trained  accuracy .995
                  64  nan  never seen
                """,
                output());
        out.reset();
        assertEquals(0, execute("evaluate", "darcy@480", "--json"));
        assertEquals(
                "{\"checkpoint\":\"runs/darcy/1/checkpoints/480\",\"split\":\"test\",\"losses\":["
                        + "{\"resolution\":32,\"trained\":true,\"loss\":0.0411534,\"figures\":{\"accuracy\":0.9951}},"
                        + "{\"resolution\":64,\"trained\":false,\"loss\":null,\"figures\":{}}]}\n",
                output());
    }

    @Test
    void energyIsNeverToldWithoutWhatItSupposes() throws IOException {
        Path run = makeRun("darcy/1");
        makeCheckpoint(run, "480");
        assertEquals(0, execute("energy", "darcy", "--table", "chip.yaml"), this::errors);
        assertEquals(List.of("energy " + run + " " + folder.resolve("chip.yaml")), runs.asked);
        assertEquals(
                """
                checkpoint  runs/darcy/1/checkpoints/480
                one training step               operation, bits                  multiply-adds  pJ each  J        J in float32
                forward: weights × activations  integer-add 8, integer-add 32    2.0M           .130     2.60e-7  9.20e-6
                errors: weights × errors        float-multiply 32, float-add 32  1.0M           4.60     4.60e-6  4.60e-6
                all                                                              3.0M                    4.86e-6  1.38e-5
                of float32's energy .352, under what is assumed below
                the run's 480 steps so far: 600M multiply-adds, .000972 J
                energies: a table
                assumed:
                - nothing is free
                """,
                output());
        out.reset();
        assertEquals(0, execute("energy", "darcy", "--json"));
        assertTrue(output().contains("\"step-joules\":4.86E-6,\"step-joules-in-float32\":1.38E-5,"), this::output);
        assertTrue(output().contains("\"assumptions\":[\"nothing is free\"]"), this::output);
    }

    @Test
    void exportNamesItsFolderAfterRunAndStep() throws IOException {
        Path run = makeRun("darcy/1");
        Path checkpoint = makeCheckpoint(run, "480");
        assertEquals(0, execute("export", "darcy"), this::errors);
        assertEquals(0, execute("export", "darcy@480", "--format", "npz"), this::errors);
        assertEquals(0, execute("export", "darcy/1", "--output", "here"), this::errors);
        assertEquals(
                List.of(
                        "export " + run + " safetensors " + folder.resolve("darcy-1"),
                        "export " + checkpoint + " npz " + folder.resolve("darcy-1-480"),
                        "export " + run + " safetensors " + folder.resolve("here")),
                runs.asked);
        assertTrue(output().startsWith("darcy-1/weights.safetensors\ndarcy-1/load_in_torch.py\n"), this::output);
    }

    @Test
    void weightsToBeginWithAreAFileOrACheckpoint() throws IOException {
        Path checkpoint = makeCheckpoint(makeRun("darcy/1"), "480");
        Files.writeString(folder.resolve("own.bin"), "");
        for (String weights : List.of("gone.npz", "own.bin", "darcy@480")) {
            runs.run = goodRun();
            assertEquals(0, execute("run", "darcy", "--weights", weights), this::errors);
        }
        String start = "start " + folder.resolve("home/jobs/darcy.yaml") + " " + folder.resolve("runs") + " {} ";
        assertEquals(
                List.of(start + folder.resolve("gone.npz"), start + folder.resolve("own.bin"), start + checkpoint),
                runs.asked);
    }

    @Test
    void predictPrintsTheFileAndItsShape() throws IOException {
        Path run = makeRun("darcy/1");
        assertEquals(0, execute("predict", "darcy", "--input", "a.npy", "--output", "u.npy"), this::errors);
        assertEquals("u.npy  10 × 64 × 64 × 1\n", output());
        assertEquals(
                List.of("predict " + run + " " + folder.resolve("a.npy") + " " + folder.resolve("u.npy")), runs.asked);
        assertEquals(2, execute("predict", "darcy", "--input", "a.npy"));
    }

    @Test
    void pluginsAreATableOrJson() {
        assertEquals(0, execute("plugins"));
        assertEquals(
                """
                KIND      NAME   BUNDLE             VERSION
                data      darcy  org.espalier.data  0.1.0
                strategy  ifno   org.espalier.ifno  0.1.0
                refused  broken.jar is empty; copy it again
                """,
                output());
        out.reset();
        assertEquals(0, execute("plugins", "--json"));
        assertTrue(
                output().startsWith("{\"kind\":\"data\",\"name\":\"darcy\",\"bundle\":\"org.espalier.data\""),
                this::output);
        assertTrue(
                output().endsWith(
                                "{\"trouble\":\"refused\",\"file\":\"broken.jar\",\"bundle\":\"\",\"why\":\"is empty\","
                                        + "\"advice\":\"copy it again\"}\n"),
                this::output);
    }

    @Test
    void aPluginThatWasDroppedInIsListedWithItsFileAndInWhosePlaceItServes() {
        runs.ifno = new PluginCard("strategy", "ifno", "org.espalier.ifno", "0.1.1", "ifno.jar", "0.1.0");
        assertEquals(0, execute("plugins"));
        assertEquals(
                """
                KIND      NAME   BUNDLE             VERSION  DROPPED IN
                data      darcy  org.espalier.data  0.1.0
                strategy  ifno   org.espalier.ifno  0.1.1    ifno.jar, in the place of the archive's 0.1.0
                refused  broken.jar is empty; copy it again
                """,
                output());
        out.reset();
        assertEquals(0, execute("plugins", "--json"));
        assertTrue(
                output().contains("\"version\":\"0.1.1\",\"file\":\"ifno.jar\",\"replaces\":\"0.1.0\"}"), this::output);
        assertTrue(output().contains("\"version\":\"0.1.0\"}"), this::output);
    }

    @Test
    void reportWritesAgainAndSaysWhere() throws IOException {
        makeRun("darcy/1");
        assertEquals(1, execute("report", "darcy"));
        reporters.add(directory -> directory.resolve("report.html"));
        assertEquals(0, execute("report", "darcy"));
        assertEquals("runs/darcy/1/report.html\n", output());
        reporters.set(0, directory -> {
            throw new IOException("disk full");
        });
        assertEquals(1, execute("report", "darcy"));
        assertTrue(errors().endsWith("darcy/1: disk full\n"), this::errors);
    }

    @Test
    void serveStaysUntilItIsInterruptedAndStopsItsRuns() throws Exception {
        CountDownLatch training = new CountDownLatch(1);
        FakeRun run = FakeRun.endless(folder.resolve("runs/darcy/1"), training::countDown);
        run.subscribe(event -> {});
        runs.more.add(run);
        Thread somebody = new Thread(() -> {
            try {
                listening.await();
                wishes.get(0).run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        somebody.start();
        assertEquals(130, execute("serve"), this::errors);
        somebody.join();
        assertEquals(RunStatus.STOPPED, run.status());
        assertEquals("serving with 2 plugins; Ctrl-C ends it\n", output());
    }
}
