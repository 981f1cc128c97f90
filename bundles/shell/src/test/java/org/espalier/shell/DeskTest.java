package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.espalier.api.run.RunStatus;
import org.espalier.door.Answer;
import org.espalier.door.Answer.Fit;
import org.espalier.door.CardFolder;
import org.espalier.door.Door;
import org.espalier.door.DoorCard;
import org.espalier.door.Limits;
import org.espalier.door.Request;
import org.espalier.door.TerminalFacts;
import org.espalier.door.Visit;
import org.espalier.shell.display.Story;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Verbs through a real door, from a client in another folder. */
@Timeout(20)
class DeskTest {
    private static final TerminalFacts PLAIN = new TerminalFacts(false, false, 80, "UTF-8");

    @TempDir
    Path folder;

    private final FakeRuns runs = new FakeRuns();
    private final ByteArrayOutputStream ownOut = new ByteArrayOutputStream();
    private Path elsewhere;
    private Door door;

    @BeforeEach
    void openTheDoor() throws IOException {
        Files.createDirectories(folder.resolve("home/jobs"));
        Files.writeString(folder.resolve("home/jobs/darcy.yaml"), "name: darcy\n");
        elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Session session = Sessions.around(runs).printing(ownOut, ownOut).in(folder.resolve("home"), folder);
        DoorCard.Facts here = new DoorCard.Facts(CardFolder.host(), "", "", folder.toString(), true);
        door = Door.open(new CardFolder(folder.resolve("doors")), here, new Desk(session), Limits.USUAL);
    }

    @AfterEach
    void nothingWasPrintedAtTheContainer() {
        door.close();
        assertEquals("", ownOut.toString(StandardCharsets.UTF_8));
    }

    private record Outcome(int code, String output, String errors) {}

    private Outcome verb(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (Visit visit = visit()) {
            int code = visit.perform(request(words), out, err);
            return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Visit visit() throws IOException {
        return Visit.to(door.card(), Duration.ofSeconds(10));
    }

    private Request request(String... words) {
        return new Request(false, List.of(words), elsewhere.toString(), "ada", PLAIN);
    }

    private Answer ask(String... words) throws IOException {
        try (Visit visit = visit()) {
            return visit.ask(request(words));
        }
    }

    private FakeRun training(String directory) throws IOException {
        Path path = Files.createDirectories(folder.resolve(directory));
        FakeRun run = FakeRun.standing(path, RunStatus.TRAINING, Story.standing());
        runs.more.add(run);
        return run;
    }

    @Test
    void runsAreATableOrJson() throws IOException {
        assertEquals(new Outcome(0, "no runs yet\n", ""), verb("runs"));
        training("runs/darcy/1");
        assertEquals(
                """
                RUN      STATUS    STEP  EPOCH  LOSS  HELD-OUT  SIZES
                darcy/1  training  240   7/12   .310  .313      modes 6 4 5 7  resolution 16²
                """,
                verb("runs").output());
        String json = verb("runs", "--json").output();
        assertTrue(
                json.startsWith("{\"run\":\"darcy/1\",\"status\":\"TRAINING\",\"step\":240,\"steps\":480,\"epoch\":7,"),
                json);
        assertTrue(json.contains("\"loss\":0.31,\"held-out\":0.3127,\"dims\":[{\"name\":\"layer0.modes\""), json);
        assertTrue(json.endsWith("\"pid\":" + ProcessHandle.current().pid() + "}\n"), json);
    }

    @Test
    void whoWatchesAndHangsUpLeavesTheRunAlone() throws Exception {
        FakeRun run = training("runs/darcy/1");
        CountDownLatch shown = new CountDownLatch(1);
        var out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                if (toString(StandardCharsets.UTF_8).contains("goes on at step 240 of 480")) shown.countDown();
            }
        };
        try (Visit visit = visit()) {
            CompletableFuture<Integer> code = onAThread(() -> {
                try {
                    return visit.perform(request("watch", "darcy"), out, out);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertTrue(shown.await(10, TimeUnit.SECONDS), out::toString);
            visit.hangUp();
            assertEquals(130, code.get(10, TimeUnit.SECONDS));
        }
        assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("darcy/1 goes on\n"), out::toString);
        assertEquals(RunStatus.TRAINING, run.status());
        assertFalse(run.isAskedToStop());
        assertTrue(run.awaitUnwatched(), "nobody listens any longer");
    }

    @Test
    void aClientThatDiesLeavesTheRunAloneToo() throws Exception {
        FakeRun run = training("runs/darcy/1");
        try (Visit visit = visit()) {
            onAThread(() -> {
                try {
                    visit.perform(request("watch"), new ByteArrayOutputStream(), new ByteArrayOutputStream());
                } catch (IOException killed) {
                    // As it should be.
                }
                return true;
            });
            run.awaitWatched();
        }
        assertTrue(run.awaitUnwatched());
        assertFalse(run.isAskedToStop());
    }

    @Test
    void stopWaitsForTheEndAndNamesTheRunAsTheClientFindsIt() throws IOException {
        FakeRun run = training("runs/darcy/1");
        Outcome stopped = verb("stop", "darcy/1");
        assertEquals(
                new Outcome(0, "darcy/1  stopped  at step 240\ngo on   espalier resume " + run.directory() + "\n", ""),
                stopped);
        assertTrue(run.isAskedToStop());
        Outcome again = verb("stop", "darcy/1");
        assertEquals(new Outcome(2, "", "espalier: stop: darcy/1 has ended: stopped\n"), again);
        training("elsewhere/runs/darcy/2");
        assertTrue(verb("stop").output().endsWith("go on   espalier resume darcy/2\n"));
        training("runs/darcy/3");
        assertEquals(
                "{\"run\":\"darcy/3\",\"directory\":\"" + folder.resolve("runs/darcy/3")
                        + "\",\"status\":\"STOPPED\",\"step\":240,\"message\":\"at step 240\"}\n",
                verb("stop", "darcy", "--json").output());
    }

    @Test
    void whoLeavesAStopThatWaitsDoesNotTakeItBack() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FakeRun run = FakeRun.stubborn(folder.resolve("runs/darcy/1"), () -> {}, never);
        runs.more.add(run);
        CompletableFuture<Integer> code;
        try (Visit visit = visit()) {
            code = onAThread(() -> {
                try {
                    return visit.perform(request("stop"), new ByteArrayOutputStream(), new ByteArrayOutputStream());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            run.awaitAskedToStop();
            visit.hangUp();
            assertEquals(130, code.get(10, TimeUnit.SECONDS));
        }
        never.countDown();
    }

    @Test
    void relativePathsBeginWhereTheClientIs() throws IOException {
        Files.writeString(elsewhere.resolve("my.yaml"), "name: my\n");
        runs.run = FakeRun.standing(elsewhere.resolve("runs/my/1"), RunStatus.PREPARING, List.of());
        assertEquals(new Outcome(0, "my/1\n", ""), verb("run", "--detach", "my.yaml", "--set", "epochs=3"));
        assertEquals(
                List.of("start " + elsewhere.resolve("my.yaml") + " " + elsewhere.resolve("runs") + " {epochs=3}"),
                runs.asked);
        runs.run = FakeRun.standing(elsewhere.resolve("runs/darcy/1"), RunStatus.PREPARING, List.of());
        assertEquals(0, verb("run", "--detach", "darcy").code());
        assertTrue(runs.asked.get(1).startsWith("start " + folder.resolve("home/jobs/darcy.yaml")), "a name is ours");
        assertEquals(2, verb("run", "--detach", "their.yaml").code());
    }

    @Test
    void aRunIsKnownByItsDirectoryByItsNameAndByItsJob() throws IOException {
        FakeRun run = training("runs/darcy/1");
        assertEquals(
                new Answer(Fit.DIRECTORY, List.of("darcy/1")),
                ask("watch", run.directory().toString()));
        assertEquals(Fit.DIRECTORY, ask("watch", "../runs/darcy").fit());
        assertEquals(Fit.DIRECTORY, ask("stop", "--runs", "../runs", "darcy/1").fit());
        assertEquals(Fit.NAME, ask("stop", "darcy/1").fit());
        assertEquals(Fit.NAME, ask("resume", "--json", "darcy").fit());
        assertEquals(Fit.UNKNOWN, ask("stop", "darcy/2").fit());
        assertEquals(Fit.UNKNOWN, ask("stop", "darc").fit());
        assertEquals(Fit.UNNAMED, ask("stop").fit());
        assertEquals(Fit.UNNAMED, ask("runs").fit());
        assertEquals(Fit.UNNAMED, ask("describe", "darcy").fit(), "no run's name");
        verb("stop");
        assertEquals(new Answer(Fit.ENDED, List.of()), ask("stop", "darcy/1"));
    }

    @Test
    void aRunOfTheCallersFolderGoesBeforeANamesakeThatGoesOnElsewhere() throws IOException {
        FakeRun namesake = training("runs/darcy/1");
        Path stopped = Files.createDirectories(elsewhere.resolve("runs/darcy/1"));
        Files.writeString(stopped.resolve("job.yaml"), "name: darcy\n");
        Files.writeString(stopped.resolve("journal.jsonl"), "{\"kind\":\"end\",\"step\":7}\n");
        assertEquals(
                Fit.UNKNOWN,
                ask("resume", "darcy/1", "--set", "optimizer.lr=1e-4").fit());
        assertEquals(Fit.UNKNOWN, ask("history", "darcy").fit());
        assertEquals(Fit.NAME, ask("pause", "darcy/1").fit(), "which is about runs that go on");
        assertEquals(Fit.NAME, ask("resume", "--runs", "others", "darcy/1").fit(), "where there is none");
        assertEquals(
                Fit.DIRECTORY,
                ask("resume", namesake.directory().toString()).fit(),
                "whose directory is named goes before all");
        assertTrue(verb("history", "darcy/1").output().contains("end"));
        runs.run = FakeRun.standing(stopped, RunStatus.STOPPED, Story.standing());
        runs.run.stop();
        verb("resume", "darcy/1", "--set", "optimizer.lr=1e-4");
        assertEquals(List.of(), namesake.asked);
        assertTrue(runs.asked.get(0).contains(stopped.toString()), runs.asked::toString);
    }

    @Test
    void whatIsNotClearIsRefusedWithTheNamesThatThereAre() throws IOException {
        assertEquals(new Outcome(2, "", "espalier: stop: no run goes on in the container\n"), verb("stop"));
        FakeRun one = training("runs/darcy/1");
        FakeRun two = training("elsewhere/runs/darcy/1");
        assertEquals(
                "espalier: watch: which RUN? There are darcy/1, darcy/1\n",
                verb("watch").errors());
        assertEquals(
                "espalier: stop: the container has no run 'dacry'; there are darcy/1, darcy/1\n",
                verb("stop", "dacry").errors());
        assertEquals(0, verb("stop", "darcy/1").code(), "the one where the client is");
        assertTrue(two.isAskedToStop() && !one.isAskedToStop());
        training("third/darcy/1");
        assertEquals(
                "espalier: stop: 'darcy/1' may be " + folder.resolve("third/darcy/1") + " or " + one.directory()
                        + "; give the directory\n",
                verb("stop", "darcy/1").errors());
    }

    @Test
    void aRunThatGoesOnIsNotResumed() throws IOException {
        training("runs/darcy/1");
        assertEquals(
                "espalier: resume: darcy/1 goes on already; 'watch darcy/1' follows it, 'stop darcy/1' stops it\n",
                verb("resume", "darcy").errors());
        assertEquals(List.of(), runs.asked);
    }

    @Test
    void verbsOfAProcessOfItsOwnAreNotDoneForOthers() {
        for (List<String> words : List.of(
                List.of("run", "darcy"),
                List.of("serve"),
                List.of("shell"),
                List.of("predict", "darcy", "--input", "a", "--output", "b"),
                List.of("nonsense"),
                List.<String>of())) {
            Outcome outcome = verb(words.toArray(String[]::new));
            String verb = words.isEmpty() ? "" : words.get(0);
            assertEquals(new Outcome(2, "", "espalier: '" + verb + "' is not done for other terminals\n"), outcome);
        }
        assertEquals(List.of(), runs.asked);
    }

    @Test
    void pluginsHelpAndCompletionAreThoseOfTheContainer() throws IOException {
        training("runs/darcy/1");
        assertTrue(verb("plugins").output().contains("org.espalier.ifno"));
        assertEquals("darcy/1\n", verb("complete", "--", "watch", "d").output());
        assertEquals(2, verb("runs", "--at", "1").code());
        assertEquals(
                0,
                verb("runs", "--at", Long.toString(ProcessHandle.current().pid()))
                        .code());
    }

    @Test
    void aTerminalIsDrawnOnAsItIsAtTheClients() throws IOException {
        FakeRun run = training("runs/darcy/1");
        run.stop();
        var out = new ByteArrayOutputStream();
        TerminalFacts live = new TerminalFacts(true, true, 60, "UTF-8");
        try (Visit visit = visit()) {
            visit.perform(new Request(false, List.of("watch", "darcy"), elsewhere.toString(), "ada", live), out, out);
        }
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("\u001b["), out::toString);
    }

    /** A thread of its own: the common pool may have one, which waits already. */
    private static <T> CompletableFuture<T> onAThread(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, command -> new Thread(command).start());
    }
}
