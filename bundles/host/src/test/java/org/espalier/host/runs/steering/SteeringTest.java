package org.espalier.host.runs.steering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Changed;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.Intent;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Swap;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.Scripted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People change, pause and ask a run while it trains. */
@Timeout(60)
class SteeringTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 150\ncheckpoint: { every: 1 h }\n";

    private static final String LONGER = LONG.replace("150", "400");

    private static String refusal(Run run, String key, String value) {
        return assertThrows(RefusedException.class, () -> run.set(Map.of(key, value), CAUSE))
                .getMessage();
    }

    @Test
    void aSettingChangesBetweenTwoStepsAndTheJournalSaysWhoAndWhy() throws Exception {
        Run run = start(LONG);
        run.pause(CAUSE);
        assertEquals(RunStatus.PAUSED, run.status());
        long step = run.step();
        assertEquals(
                List.of(new Changed("optimizer.lr", "0.02", "0.001", "")),
                run.set(Map.of("optimizer.lr", "1e-3"), CAUSE));
        assertEquals(List.of(), run.set(Map.of("optimizer.lr", "0.001"), CAUSE), "nothing to change");
        run.unpause(CAUSE);
        finished(run);
        Map<String, Object> line = journal(run, "set").get(0);
        assertEquals(step, ((Number) line.get("step")).longValue());
        assertEquals("somebody", line.get("actor"));
        assertEquals("a test", line.get("because"));
        assertEquals(1, journal(run, "set").size());
        assertEquals(1, journal(run, "pause").size());
        assertTrue(newest(run).notes().get(Snapshots.JOB).contains("lr: 0.001"));
    }

    @Test
    void whatMayNotChangeOrIsWrongIsRefusedAndNothingHasChanged() throws Exception {
        Run run = start(LONGER);
        run.pause(CAUSE);
        assertEquals(
                "--set: optimiser.lr: no such key, did you mean optimizer?",
                refusal(run, "optimiser.lr", "1").replaceFirst("optimizer\\?.*", "optimizer?"));
        assertTrue(refusal(run, "model.hidden", "9").startsWith("--set: model.hidden: 9 — a run keeps it for life;"));
        assertTrue(refusal(run, "seed", "9").contains("a run keeps it for life"));
        assertTrue(refusal(run, "optimizer.type", "sgd").contains("by swap, not by set"));
        assertEquals("--set: optimizer.lr: -1 — must be in [1e-12, 1000]", refusal(run, "optimizer.lr", "-1"));
        assertTrue(refusal(run, "optimizer.rl", "1").contains("did you mean lr?"));
        assertTrue(refusal(run, "epochs", "many").contains("wants an integer"));
        assertTrue(
                assertThrows(RefusedException.class, () -> run.set(Map.of("clip", "1", "optimizer.lr", "NaN"), CAUSE))
                        .getMessage()
                        .contains("optimizer.lr"));
        run.unpause(CAUSE);
        finished(run);
        assertEquals(List.of(), journal(run, "set"));
        assertTrue(refusal(run, "clip", "1").startsWith("tiny/1: has ended:"));
    }

    @Test
    void aRefusalPointsToAForkOnlyWhereThatWouldBeTaken() throws Exception {
        Run run = start(LONGER);
        run.pause(CAUSE);
        run.checkpoint(CAUSE);
        assertTrue(refusal(run, "model.most", "80").endsWith("; a fork can have it"));
        assertTrue(refusal(run, "workers", "2").endsWith("; a fork can have it"));
        assertTrue(
                refusal(run, "model.hidden", "9").contains("; nor could a fork have it: says with what a run is born"));
        assertTrue(refusal(run, "model.hiden", "9")
                .contains("; nor could a fork have it: no such key, did you mean hidden"));
        assertTrue(refusal(run, "seed", "9").endsWith("belongs to its parent's seed; another run can have it"));
        run.stop();
        run.await();
        assertTrue(assertThrows(
                        RefusedException.class, () -> runs.resume(run.directory(), Map.of("model.hidden", "9"), CAUSE))
                .getMessage()
                .contains("; nor could a fork have it: says with what a run is born"));
        assertTrue(assertThrows(
                        RefusedException.class, () -> runs.resume(run.directory(), Map.of("model.most", "80"), CAUSE))
                .getMessage()
                .endsWith("; a fork can have it"));
    }

    @Test
    void aRunThatIsKilledAfterAChangeHasItAgainAfterTheSameStep() throws Exception {
        String seldom = "epochs: 150\ncheckpoint: { every: 300 steps, keep: 100 }\n";
        Run run = start(seldom);
        run.pause(CAUSE);
        run.set(Map.of("optimizer.lr", "0.001", "clip", "0.5"), CAUSE);
        run.unpause(CAUSE);
        pauseAfter(run, 2);
        run.set(Map.of("epochs", "160"), CAUSE);
        run.unpause(CAUSE);
        finished(run);
        Map<String, SavedParameter> whole = newest(run).parameters();
        List<String> steps = steps(run);
        for (long back : List.of(0L, 300L, 900L)) {
            cutBack(run, back);
            finished(runs.resume(run.directory()));
            assertEquals(whole, newest(run).parameters(), "from step " + back);
            assertEquals(steps, steps(run));
        }
    }

    @Test
    void aSwapToTheSamePluginWithOtherSettingsIsAnOrderLikeAnyOther() throws Exception {
        Run run = start("epochs: 150\ncheckpoint: { every: 300 steps, keep: 100 }\n");
        run.pause(CAUSE);
        List<Changed> changes = run.swap(Swap.at("optimizer").to("adamw").set("lr", "0.001"), CAUSE);
        assertEquals(List.of("optimizer"), changes.stream().map(Changed::key).toList());
        assertEquals(
                List.of(), run.swap(Swap.at("optimizer").to("adamw").set("lr", "0.001"), CAUSE), "nothing changes");
        run.unpause(CAUSE);
        finished(run);
        assertEquals(1, journal(run, "set").size());
        Map<String, SavedParameter> whole = newest(run).parameters();
        cutBack(run, 0);
        finished(runs.resume(run.directory()));
        assertEquals(whole, newest(run).parameters());
    }

    private static List<String> steps(Run run) throws Exception {
        return journal(run, "set").stream()
                .map(line -> line.get("key") + "@" + line.get("step"))
                .toList();
    }

    @Test
    void anEntryRestsWithItsStateAndGoesOnWhenItIsOnAgain() throws Exception {
        container.put(container.registry().strategies(), "once", new Scripted((seen, state) -> {
            double asked = state.number("asked", 0) + 1;
            return Decision.keep("asked " + (int) asked, state.with("asked", asked));
        }));
        Run run = start(LONGER + "growth: [ { id: width, type: once, dims: hidden, every: 1 steps } ]\n");
        run.pause(CAUSE);
        run.set(Map.of("growth.width", "off"), CAUSE);
        run.checkpoint(CAUSE);
        assertEquals("off", run.plan().get(0).answer());
        Snapshot rested = newest(run);
        double asked = rested.strategies().get("width").state().number("asked", 0);
        run.unpause(CAUSE);
        pauseAfter(run, 2);
        run.set(Map.of("growth.width", "on"), CAUSE);
        assertEquals(
                "asked " + (int) (asked + 1),
                run.plan().get(0).why(),
                "what it would say now, with the state that it kept");
        assertEquals("asked " + (int) (asked + 1), run.plan().get(0).why(), "asking for plans changes nothing");
        run.stop();
        run.await();
    }

    @Test
    void entriesAreAddedAndRemovedWhileTheRunTrains() throws Exception {
        container.put(
                container.registry().strategies(),
                "wider",
                new Scripted((seen, state) -> Decision.grow(
                        GrowthPlan.of(GrowthOp.resize(
                                seen.dims().get(0),
                                Math.min(8, seen.dims().get(0).size() + 1))),
                        "because",
                        state)));
        Run run = start(LONGER);
        run.pause(CAUSE);
        run.set(Map.of("growth.width", "{ type: wider, dims: hidden, every: 1 steps }"), CAUSE);
        Intent intent = run.plan().get(0);
        assertEquals("grow", intent.answer());
        assertEquals("hidden 4→5", intent.plan());
        assertEquals("because", intent.why());
        assertEquals("after step " + (run.step() + 1), intent.next());
        assertEquals(List.of(), intent.outlook());
        run.unpause(CAUSE);
        pauseAfter(run, 2);
        run.set(Map.of("growth.width", "remove"), CAUSE);
        assertEquals(List.of(), run.plan());
        run.unpause(CAUSE);
        finished(run);
        assertTrue(newest(run).dims().get("hidden") > 4);
    }

    /** Keeps what is, and tells people what the test says. */
    private record Telling(Supplier<List<String>> lines) implements GrowthStrategy<Scripted.Settings> {
        @Override
        public Class<Scripted.Settings> settings() {
            return Scripted.Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Scripted.Settings settings, PluginState state) {
            return Decision.keep("too early", state);
        }

        @Override
        public List<String> outlook(StepView seen, Scripted.Settings settings, PluginState state) {
            return lines.get();
        }
    }

    @Test
    void howItsDimsStandIsAskedOfAStrategyOnlyForPeopleAndCostsNothingIfItThrows() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        container.put(container.registry().strategies(), "telling", new Telling(() -> {
            if (asked.getAndIncrement() > 0) {
                throw new IllegalStateException("no ink");
            }
            return List.of("hidden 4\nof 64", "and more");
        }));
        Run run = start(LONGER);
        run.pause(CAUSE);
        run.set(Map.of("growth.width", "{ type: telling, dims: hidden, every: 1 steps }"), CAUSE);
        run.unpause(CAUSE);
        pauseAfter(run, 1);
        assertEquals(0, asked.get());
        assertEquals(List.of("hidden 4 of 64", "and more"), run.plan().get(0).outlook());
        Intent torn = run.plan().get(0);
        assertEquals("keep", torn.answer());
        assertEquals("too early", torn.why());
        assertEquals(1, torn.outlook().size());
        assertTrue(torn.outlook().get(0).startsWith("it could not say how its dims stand: "), torn::toString);
        assertTrue(torn.outlook().get(0).contains("no ink"), torn::toString);
        run.unpause(CAUSE);
        finished(run);
        assertEquals(List.of(), journal(run, "fault"));
    }

    @Test
    void aStrategyThatIsAskedAsideSeesTheLastKnownLoss() throws Exception {
        Scripted saying = new Scripted((seen, state) -> Decision.keep("loss " + seen.trainLoss(), state));
        container.put(container.registry().strategies(), "saying", saying);
        container.put(container.registry().strategies(), "other", saying);
        Run run = start(LONGER + "growth: [ { id: width, type: saying, dims: hidden, every: 1 steps } ]\n");
        pauseAfter(run, 1);
        String said = run.plan().get(0).why();
        assertTrue(said.matches("loss \\d\\.\\d+(E-\\d+)?"), said);
        assertEquals(
                said,
                run.trySwap(Swap.at("growth.width").to("other").fresh())
                        .intents()
                        .get(0)
                        .why());
        run.checkpoint(CAUSE);
        ForkRequest other = ForkRequest.of(run.directory()).set("growth.width.type", "other");
        assertEquals(said, runs.tryFork(other).intents().get(0).why());
        assertEquals(
                "loss NaN", runs.tryFork(other.at(0)).intents().get(0).why(), "before the first step there is none");
        run.stop();
        run.await();
    }

    @Test
    void aCheckpointIsWrittenWhenSomebodyWantsOne() throws Exception {
        Run run = start(LONGER);
        run.pause(CAUSE);
        long step = run.checkpoint(CAUSE);
        assertEquals(run.step(), step);
        assertEquals(step, newest(run).position().step());
        run.stop();
        run.await();
    }

    @Test
    void aCheckpointThatIsThereAlreadyIsWrittenAgainOnlyIfTheRunHasChangedSince() throws Exception {
        Run run = start(LONGER);
        pauseAfter(run, 1);
        long step = run.checkpoint(CAUSE);
        assertEquals(step, run.checkpoint(CAUSE));
        assertEquals(List.of(Long.toString(step), "0"), saved(run));
        run.set(Map.of("clip", "1"), CAUSE);
        assertEquals(step, run.checkpoint(CAUSE));
        assertEquals(List.of(step + ".1", Long.toString(step), "0"), saved(run));
        assertTrue(newest(run).notes().get(Snapshots.JOB).contains("clip: 1"));
        assertEquals("1", newest(run).notes().get(Snapshots.ORDERS));
        assertEquals(
                List.of("", "was there already", ""),
                journal(run, "checkpoint").stream()
                        .map(line -> line.getOrDefault("note", ""))
                        .toList());
        run.stop();
        run.await();
        assertEquals(3, saved(run).size(), "nor is it when the run ends with nothing done since");
    }

    private static List<String> saved(Run run) throws Exception {
        return checkpoints(run).newestFirst().stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Test
    void aRunThatIsResumedHasNoPauseWithoutAnEnd() throws Exception {
        Run run = start(LONG);
        pauseAfter(run, 1);
        long step = run.checkpoint(CAUSE);
        run.stop();
        run.await();
        cutBack(run, step); // what was written after the checkpoint is lost, as by a kill
        Run again = runs.resume(run.directory(), Map.of(), Cause.of("somebody else", ""));
        finished(again);
        assertEquals(1, journal(run, "pause").size());
        Map<String, Object> end = journal(run, "unpause").get(0);
        assertEquals("somebody else", end.get("actor"));
        assertEquals(
                "the pause after step " + step + " is over: a run goes on from a checkpoint without resting",
                end.get("why"));
        finished(runs.resume(run.directory(), Map.of("epochs", "151"), CAUSE));
        assertEquals(1, journal(run, "unpause").size(), "it has ended once");
    }
}
