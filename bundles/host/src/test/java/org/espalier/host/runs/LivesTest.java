package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Signal;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.Swap;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.Scripted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run keeps from one life to the next, after all that may have happened to it. */
@Timeout(60)
class LivesTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 400\ncheckpoint: { every: 50 steps, keep: 1000 }\n";
    private static final String WATCHED = "{ type: watcher, dims: hidden, every: 97 steps }";
    private static final String WIDTH = "growth: [ { id: width, type: watcher, dims: hidden, every: 7 steps } ]\n";

    private final Shelf<GrowthStrategy<?>> shelf = container.registry().strategies();

    @BeforeEach
    void aWatcherAndAnother() {
        container.put(shelf, "watcher", watcher(), Signal.GRADIENT_ENERGY);
        container.put(shelf, "other", new Scripted((seen, state) -> Decision.keep("no", state.with("asked", 1))));
    }

    /** Grows nothing and remembers all that it has seen. */
    private static Scripted watcher() {
        return new Scripted((seen, state) -> {
            double energy = 0;
            for (double one : seen.gradientEnergy(seen.dims().get(0))) {
                energy += one;
            }
            PluginState next = state.with("asked", state.number("asked", 0) + 1)
                    .with("losses", state.number("losses", 0) + seen.trainLoss())
                    .with("energy", state.number("energy", 0) + energy);
            return Decision.keep("watched", next);
        });
    }

    private static PluginState kept(Run run) throws Exception {
        return newest(run).strategies().get("width").state();
    }

    /** Waits until a run has said something so often. */
    private static void told(Run run, String kind, int times) throws Exception {
        CountDownLatch told = new CountDownLatch(times);
        run.subscribe(event -> {
            if (event instanceof RunEvent.Noted noted && noted.kind().equals(kind)) {
                told.countDown();
            }
        });
        int before = journal(run, kind).size();
        assertTrue(before >= times || told.await(30, TimeUnit.SECONDS), () -> kind + " was not told");
    }

    private Run fork(Run parent, long step, String name, String key, String value) throws Exception {
        return runs.fork(ForkRequest.of(parent.directory())
                .at(step)
                .named(name)
                .set(key, value)
                .because(CAUSE));
    }

    @Test
    void aRunWhoseEntryBeganAnewWithAnotherStrategyIsResumed() throws Exception {
        Run run = start(WIDTH);
        finished(run);
        Run longer = runs.resume(run.directory(), Map.of("epochs", "4000"), CAUSE);
        longer.pause(CAUSE);
        longer.swap(Swap.at("growth.width").to("other").fresh(), CAUSE);
        longer.stop();
        longer.await();
        assertEquals(
                PluginState.empty(),
                newest(longer).strategies().get("width").state(),
                "nothing is kept of the one before");
        Run again = runs.resume(run.directory());
        after(again, 3);
        again.stop();
        again.await();
        assertEquals(PluginState.empty().with("asked", 1), kept(again));
    }

    @Test
    void soIsAForkInWhichThatHappened() throws Exception {
        Run parent = start(LONG + WIDTH);
        finished(parent);
        Run fork = fork(parent, 100, "fork", "clip", "1");
        fork.pause(CAUSE);
        fork.set(Map.of("growth.width", "remove"), CAUSE);
        fork.set(Map.of("growth.width", "{ type: watcher, dims: hidden, every: 1000 steps }"), CAUSE);
        fork.checkpoint(CAUSE);
        fork.stop();
        fork.await();
        assertEquals(PluginState.empty(), kept(fork), "what was removed begins anew");
        finished(runs.resume(fork.directory()));
    }

    @Test
    void whatAnEntryThatCameInMidRunHasGatheredIsKept() throws Exception {
        Run run = start(LONG);
        run.pause(CAUSE);
        run.set(Map.of("growth.width", WATCHED), CAUSE);
        long step = run.step();
        run.unpause(CAUSE);
        finished(run);
        Snapshot end = newest(run);
        cutBack(run, (step / 50 + 1) * 50);
        Run again = runs.resume(run.directory());
        finished(again);
        assertEquals(end.strategies(), newest(again).strategies());
        assertTrue(kept(again).number("energy", 0) > 0, "what it wants is gathered from the first step");
    }

    @Test
    void anEqualSwapOfAnEntryThatHasNotBeenAskedYetChangesNothing() throws Exception {
        Run parent = start(LONG);
        finished(parent);
        Run undisturbed = fork(parent, 100, "undisturbed", "growth.width", WATCHED);
        finished(undisturbed);
        Run swapped = fork(parent, 100, "swapped", "growth.width", WATCHED);
        swapped.pause(CAUSE);
        container.put(shelf, "watcher", watcher(), Signal.GRADIENT_ENERGY);
        swapped.unpause(CAUSE);
        finished(swapped);
        assertEquals(1, journal(swapped, "swap").size());
        assertEquals(kept(undisturbed), kept(swapped));
    }

    @Test
    void faultsOfTheVersionBeforeAreNotThoseOfTheNextOneAfterARestart() throws Exception {
        container.put(shelf, "fragile", 1, "org.example.width 1.0.0", new Scripted((seen, state) -> {
            throw new IllegalStateException("no idea");
        }));
        Run run = start(LONG.replace("400", "100000")
                + "growth: [ { id: width, type: fragile, dims: hidden, every: 3 steps } ]\n");
        told(run, "fault", 3);
        run.pause(CAUSE);
        container.put(shelf, "fragile", 1, "org.example.width 1.0.1", watcher());
        told(run, "swap", 1);
        run.checkpoint(CAUSE);
        run.stop();
        run.await();
        assertEquals("org.example.width 1.0.0", newest(run).notes().get("entry.width.faults.of"));
        Run again = runs.resume(run.directory());
        told(again, "replaced", 1);
        again.stop();
        again.await();
    }

    /** Two versions of a strategy, of which the later cannot read what the earlier has kept. */
    private Run ofTheEarlierVersion(String more) throws Exception {
        Scripted noting = new Scripted((seen, state) -> Decision.keep("noted", state.with("seen", 1)));
        container.put(shelf, "fragile", 1, "org.example.width 1.0.0", noting);
        Run run =
                start(more + "growth: [ { id: width, type: fragile, dims: hidden, every: 3 steps, state: strict } ]\n");
        finished(run);
        container.outrank(shelf, "fragile", 2, noting);
        return run;
    }

    @Test
    void aNewcomerThatCannotReadTheStateIsPassedOverAtAResumeToo() throws Exception {
        Run run = ofTheEarlierVersion("");
        Run again = runs.resume(run.directory(), Map.of("epochs", "4"), CAUSE);
        finished(again);
        assertEquals(1, newest(again).strategies().get("width").schema());
        Map<String, Object> line = journal(again, "swap-refused").get(0);
        assertEquals("growth.width", line.get("key"));
        assertTrue(String.valueOf(line.get("why")).contains("cannot go on from a state of schema 1"), line::toString);
    }

    @Test
    void whatMayBeginAnewDoesSoAtAResumeToo() throws Exception {
        Run run = ofTheEarlierVersion("");
        container.take(shelf, "fragile");
        String why = assertThrows(
                        RefusedException.class, () -> runs.resume(run.directory(), Map.of("epochs", "4"), CAUSE))
                .getMessage();
        assertTrue(why.contains("growth.width") && why.contains("schema 1"), why);
        assertTrue(Files.exists(run.directory().resolve("result.json")), "nothing of the run was touched");
        Run again = runs.resume(run.directory(), Map.of("epochs", "4", "growth.width.state", "fresh"), CAUSE);
        finished(again);
        assertEquals(2, newest(again).strategies().get("width").schema());
    }

    @Test
    void aNewcomerThatWasRefusedKeepsNobodyFromChangingSettings() throws Exception {
        Run run = start(LONG.replace("400", "100000") + WIDTH);
        after(run, 2);
        container.outrank(shelf, "watcher", 2, watcher(), Signal.GRADIENT_ENERGY);
        told(run, "swap-refused", 1);
        run.set(Map.of("growth.width.every", "11 steps"), CAUSE);
        assertTrue(
                assertThrows(RefusedException.class, () -> run.swap(Swap.at("growth.width"), CAUSE))
                        .getMessage()
                        .contains("schema 2 cannot go on from a state of schema 1"),
                "whoever asks for the newcomer is told why it is not taken");
        run.stop();
        run.await();
        assertTrue(newest(run).notes().get(Snapshots.JOB).contains("11 steps"));
    }

    @Test
    void aRefusedResumeLeavesTheRunAsItWas() throws Exception {
        Run run = start("");
        finished(run);
        Path journal = run.directory().resolve("journal.jsonl");
        List<String> lines = Files.readAllLines(journal);
        lines.set(0, "{\"kind\":");
        Files.write(journal, lines);
        assertThrows(RefusedException.class, () -> runs.resume(run.directory(), Map.of("epochs", "4"), CAUSE));
        assertTrue(Files.exists(run.directory().resolve("result.json")), "it has finished still");
        assertFalse(Files.exists(run.directory().resolve("orders.jsonl")));
    }

    @Test
    void theNewerWordStandsAgainstOrdersOfAnEarlierLife() throws Exception {
        Run run = start(LONG);
        pauseAfter(run, 10);
        run.set(Map.of("optimizer.lr", "0.001", "clip", "2"), CAUSE);
        run.unpause(CAUSE);
        finished(run);
        cutBack(run, 50);
        Run again = runs.resume(run.directory(), Map.of("optimizer.lr", "0.005"), CAUSE);
        finished(again);
        String job = newest(again).notes().get(Snapshots.JOB);
        assertTrue(job.contains("lr: 0.005") && job.contains("clip: 2"), job);
        assertEquals(1, journal(again, "order-dropped").size());
    }
}
