package org.espalier.host.runs.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunStatus;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.Scripted;
import org.espalier.models.mlp.Mlp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs begin with the checkpoints of others. */
@Timeout(60)
class ForkTest extends HostedTinyRuns {
    private static final String WIDTH = "growth: [ { id: width, type: steady, dims: hidden, every: 4 steps } ]\n";

    @BeforeEach
    void growSteadily() {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
    }

    private Run fork(Run parent, long step, String name, String... settings) throws Exception {
        return runs.fork(request(parent, step, name, settings));
    }

    private static ForkRequest request(Run parent, long step, String name, String... settings) {
        ForkRequest request =
                ForkRequest.of(parent.directory()).at(step).named(name).because(CAUSE);
        for (int i = 0; i < settings.length; i += 2) {
            request = request.set(settings[i], settings[i + 1]);
        }
        return request;
    }

    private static String refusal(ThrowingFork fork) {
        return assertThrows(RefusedException.class, fork::begin).getMessage();
    }

    private interface ThrowingFork {
        void begin() throws Exception;
    }

    private static List<Object> growth(Run run) throws Exception {
        return journal(run, "growth").stream()
                .map(line -> line.get("step") + ":" + line.get("from") + "-" + line.get("to"))
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void anUnchangedForkEndsAsItsParentThoughItsParentGrewAndItBeganInMidEpoch() throws Exception {
        Run parent = start(WIDTH);
        finished(parent);
        Map<String, String> files = files(parent);
        Snapshot end = newest(parent);
        for (long step : List.of(0L, 5L, 10L, 20L)) {
            Run fork = fork(parent, step, "");
            finished(fork);
            assertEquals(end.parameters(), newest(fork).parameters(), "from step " + step);
            assertEquals(end.strategies(), newest(fork).strategies());
            assertEquals(growth(parent), growth(fork), "its history is whole");
            assertEquals(losses(parent), losses(fork));
            assertEquals(
                    Optional.of("tiny/1@" + step),
                    checkpoints(fork).newest().manifest().parent());
        }
        assertEquals(files, files(parent), "the parent is untouched");
    }

    private static Map<String, String> files(Run run) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (var all = Files.walk(run.directory())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    private static List<Object> losses(Run run) throws Exception {
        return JsonLines.read(run.directory().resolve("metrics.jsonl")).stream()
                .filter(line -> "epoch".equals(line.get("kind")))
                .map(line -> line.get("step") + " " + line.get("train") + " " + line.get("held-out"))
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void aForkOfAForkOfARunThatIsStillTrainingEndsAsThatDoes() throws Exception {
        Run parent =
                start("epochs: 40\ncheckpoint: { every: 30 steps, keep: 4 }\n" + WIDTH.replace("4 steps", "9 steps"));
        pauseAfter(parent, 2);
        parent.checkpoint(CAUSE);
        long step = newest(parent).position().step();
        Run fork = runs.fork(ForkRequest.of(parent.directory()).named("child").because(CAUSE));
        parent.unpause(CAUSE);
        assertEquals("child/1", fork.id());
        finished(parent);
        finished(fork);
        assertEquals(1, journal(fork, "unpause").size(), "it does not rest as its parent did");
        Run second = runs.fork(ForkRequest.of(fork.directory()).at(270).named("grandchild"));
        finished(second);
        Map<String, SavedParameter> end = newest(parent).parameters();
        assertEquals(end, newest(fork).parameters());
        assertEquals(end, newest(second).parameters());
        assertEquals(
                List.of("tiny/1@" + step + " child/1", "child/1@270 grandchild/1"),
                journal(second, "fork").stream()
                        .map(line -> line.get("parent") + " " + line.get("run"))
                        .toList());
        assertEquals(Optional.of("child/1@270"), newest(second).parent());
    }

    @Test
    void aSizeOfBirthIsRefusedAsItWouldDoNothingAndALimitIsNot() throws Exception {
        Run parent = start(WIDTH);
        finished(parent);
        assertEquals(
                "--set: model.hidden: 5 — says with what a run is born, and this one goes on with the sizes and weights that it"
                        + " has (hidden 6); sizes change by growth, such as an entry of a schedule, and another run can be born"
                        + " with it",
                refusal(() -> fork(parent, 10, "", "model.hidden", "5")));
        assertTrue(refusal(() -> runs.tryFork(request(parent, 10, "", "model.hidden", "5")))
                .startsWith("--set: model.hidden: 5 — says with what a run is born"));
        finished(fork(parent, 10, "wider", "model.most", "80"));
    }

    @Test
    void ofAPerceptronWhatItIsBornWithIsToldFromWhatItGoesOnWith() throws Exception {
        container.put(container.registry().models(), "perceptron", new Mlp());
        String model = "model: { type: perceptron, width: 6, depth: 2, low-rank: { rank: 2, base: none } }\n";
        String ranks = "growth: [ { id: rank, type: steady, dims: hidden1.rank, every: 9 steps } ]\n";
        Run parent = start(model + ranks);
        finished(parent);
        String born = " — says with what a run is born, and this one goes on with the sizes";
        assertTrue(refusal(() -> fork(parent, 10, "", "model.low-rank.rank", "4"))
                .contains("that it has (hidden0.rank 2, hidden1.rank 3);"));
        for (String setting : List.of("low-rank.rank=4", "depth=3", "width=5")) {
            String[] said = setting.split("=");
            String refused = refusal(() -> fork(parent, 10, "", "model." + said[0], said[1]));
            assertTrue(refused.startsWith("--set: model." + said[0] + ": " + said[1] + born), refused);
        }
        finished(fork(parent, 10, "limited", "model.low-rank.max-rank", "5"));
        finished(fork(parent, 10, "smooth", "model.activation", "gelu"));
        Run deeper = fork(
                parent,
                10,
                "deeper",
                "model.low-rank.rank",
                "4",
                "growth.deep",
                "{ type: steady, dims: depth, every: 20 steps }");
        finished(deeper);
        assertEquals(4, newest(deeper).dims().get("hidden2.rank"), "what depth brings has it");
    }

    @Test
    void aForkDoesWithoutWhatItsParentGrew() throws Exception {
        Run parent = start(WIDTH);
        finished(parent);
        Run fixed = fork(parent, 10, "fixed", "growth.width", "off", "epochs", "4");
        finished(fixed);
        assertEquals("fixed/1", fixed.id());
        assertEquals(6, newest(fixed).dims().get("hidden"));
        assertEquals(28, newest(fixed).position().step());
        Map<String, Object> line = journal(fixed, "fork").get(0);
        assertEquals("tiny/1@10", line.get("parent"));
        assertEquals("somebody", line.get("actor"));
        assertEquals("a test", line.get("because"));
        assertEquals(Map.of("growth.width", "off", "epochs", "4"), line.get("settings"));
        assertEquals(
                List.of("epochs 3→4", "growth.width.asked"),
                journal(fixed, "set").stream()
                        .map(set -> set.get("key") + (set.get("key").equals("epochs") ? " 3→" + set.get("to") : ""))
                        .sorted()
                        .toList());
        assertTrue(Files.readString(fixed.directory().resolve("job.yaml")).contains("name: fixed"));
        Run again = runs.resume(fixed.directory(), Map.of("epochs", "5"), CAUSE);
        finished(again);
        assertEquals(6, newest(again).dims().get("hidden"), "a resumed fork is still what it was forked to be");
        Run awake = runs.resume(fixed.directory(), Map.of("epochs", "6", "growth.width", "on"), CAUSE);
        finished(awake);
        assertTrue(newest(awake).dims().get("hidden") > 6, "off lets it rest, also in a fork");
        Run without = fork(parent, 10, "without", "growth.width", "remove", "epochs", "4");
        finished(without);
        assertEquals(6, newest(without).dims().get("hidden"));
        assertTrue(refusal(() -> runs.resume(without.directory(), Map.of("growth.width", "on", "epochs", "5"), CAUSE))
                .contains("no such entry"));
    }

    @Test
    void anotherOptimizerBeginsWithFreshMomentsWhereTheyDiffer() throws Exception {
        Run parent = start("");
        finished(parent);
        Run sgd = fork(parent, 10, "sgd", "optimizer.type", "sgd", "optimizer.lr", "0.01");
        finished(sgd);
        assertEquals(0, newest(sgd).parameters().get("w1").moments().size());
        Run back = fork(sgd, 15, "back", "optimizer.type", "adamw", "optimizer.lr", "0.001");
        Snapshot birth = checkpoints(back).at(15).snapshot();

        assertEquals(2, birth.parameters().get("w1").moments().size());
        assertEquals(15, birth.parameters().get("w1").births().get(0)[0], "a moment of no age needs its correction");
        finished(back);
        Run slower = fork(parent, 10, "slower", "optimizer.lr", "0.001");
        finished(slower);
        assertEquals(
                checkpoints(parent).at(10).snapshot().parameters(),
                checkpoints(slower).at(10).snapshot().parameters());
        assertNotEquals(newest(parent).parameters(), newest(slower).parameters());
    }

    @Test
    void aForkHasACheckpointAtBirthFromWhichAKilledOneIsResumed() throws Exception {
        Run parent = start(WIDTH);
        finished(parent);
        Run fork = fork(parent, 10, "fork");
        finished(fork);
        Map<String, SavedParameter> end = newest(fork).parameters();
        cutBack(fork, 10);
        assertEquals(List.of(10L), checkpoints(fork).steps());
        finished(runs.resume(fork.directory()));
        assertEquals(end, newest(fork).parameters());
        cutBack(fork, -1);
        assertTrue(refusal(() -> runs.resume(fork.directory()))
                .endsWith("is a fork, which begins with its checkpoint, and there is none left"));
    }

    @Test
    void ordersOfTheParentAreBehindItsForkOnlyAsFarAsItsCheckpoint() throws Exception {
        Run parent = start("epochs: 400\ncheckpoint: { every: 1 h, keep: 1000 }\n");
        parent.pause(CAUSE);
        long first = parent.checkpoint(CAUSE);
        parent.set(Map.of("optimizer.lr", "0.001"), CAUSE);
        parent.unpause(CAUSE);
        pauseAfter(parent, 2);
        long second = parent.checkpoint(CAUSE);
        parent.set(Map.of("optimizer.lr", "0.0001"), CAUSE);
        parent.unpause(CAUSE);
        finished(parent);
        Run late = fork(parent, second, "late");
        finished(late);
        assertEquals(1, journal(late, "set").size(), "what was ordered after the checkpoint is the parent's alone");
        assertTrue(Files.readString(late.directory().resolve("job.yaml")).contains("lr: 0.001"));
        Run early = fork(parent, first, "early");
        finished(early);
        assertTrue(Files.readString(early.directory().resolve("job.yaml")).contains("lr: 0.02"));
    }

    @Test
    void whatAForkCannotHaveIsRefusedAndNothingIsWritten() throws Exception {
        Run parent = start(WIDTH);
        finished(parent);
        assertEquals(
                parent.directory() + ": has no checkpoint @7; there are @0, @5, @10, @15, @20, @21",
                refusal(() -> fork(parent, 7, "")));
        assertEquals(
                parent.directory()
                        + ": has done all 3 epochs at @21; --set epochs=6 trains the fork longer, or begin it earlier: @0, @5,"
                        + " @10, @15, @20, @21",
                refusal(() -> runs.fork(ForkRequest.of(parent.directory()))));
        assertEquals(
                "--set: seed: 2 — a fork keeps it: what it has drawn belongs to its parent's seed; another run can have it",
                refusal(() -> fork(parent, 5, "", "seed", "2")));
        assertTrue(refusal(() -> fork(parent, 5, "", "batch", "4")).contains("counted in its parent's batches"));
        assertTrue(refusal(() -> fork(parent, 5, "", "data", "tiny")).contains("their normaliser"));
        assertTrue(refusal(() -> fork(parent, 5, "", "model.hidden", "99")).contains("99"));
        assertTrue(refusal(() -> fork(parent, 5, "", "growth.depth", "off")).startsWith("--set: growth.depth: off — "));
        assertTrue(refusal(() -> fork(parent, 5, "../elsewhere")).startsWith("--name: ../elsewhere — wants"));
        assertFalse(Files.exists(folder.resolve("elsewhere")));
        assertFalse(Files.exists(folder.resolve("runs/tiny/2")));
        Run later = fork(parent, 5, "");
        assertEquals("tiny/2", later.id());
        assertEquals(RunStatus.FINISHED, later.await().status());
    }

    @Test
    void aParentThatSweepsItsCheckpointsMeanwhileIsForkedAllTheSame() throws Exception {
        Run parent = start("epochs: 100000\ncheckpoint: { every: 1 steps, keep: 1 }\n");
        after(parent, 1);
        for (int i = 0; i < 8; i++) {
            Run fork = runs.fork(ForkRequest.of(parent.directory()).named("fork"));
            fork.stop();
            assertEquals(RunStatus.STOPPED, fork.await().status());
            assertTrue(newest(fork).parent().orElseThrow().startsWith("tiny/1@"));
        }
        String gone = refusal(() -> fork(parent, 0, ""));
        assertTrue(gone.matches(".*: has no checkpoint @0; there are @[0-9]+(, @[0-9]+)*"), gone);
        parent.stop();
        parent.await();
    }
}
