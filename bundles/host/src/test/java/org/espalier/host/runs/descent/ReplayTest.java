package org.espalier.host.runs.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Swap;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.support.TappedMlp;
import org.espalier.optimizers.Adam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs are trained again from their journals. */
@Timeout(60)
class ReplayTest extends HostedTinyRuns {
    private static final String JOB =
            """
            model: { type: tapped, hidden: 8, rank: 3, taps: true, reports: true }
            epochs: 8
            checkpoint: { every: 15 steps, keep: 100 }
            growth: [ { id: all, type: all, dims: "*", every: 1 epoch } ]
            """;

    /** Grows by every operation there is, and is born smaller than the model says. */
    private static final class All implements GrowthStrategy<All.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public int birth(Dim dim, Settings settings) {
            return dim.name().equals("rank") ? 2 : dim.size();
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            float[] column = new float[(int) seen.allDims().get("hidden").size()];
            Arrays.fill(column, -0.0f);
            column[1] = 0.1f + seen.step();
            GrowthPlan plan =
                    switch ((int) seen.epoch()) {
                        case 1 ->
                            GrowthPlan.of(GrowthOp.resize("rank", 3)
                                    .born("u", Init.values(column))
                                    .born("v*", Init.orthonormal())
                                    .because("its own"));
                        case 2 ->
                            GrowthPlan.of(GrowthOp.remap("hidden", 0, 1, 2, 3, 4, 5, 6, 7, 2, 2, 5)
                                    .noise(0.01));
                        case 3 -> GrowthPlan.of(GrowthOp.refactor("rank", 2));
                        case 4 ->
                            GrowthPlan.of(
                                    GrowthOp.assign("w2", Init.normal(0.05)),
                                    GrowthOp.resize("rank", 4).born("u", Init.uniform(-0.1, 0.2)));
                        case 5 -> GrowthPlan.of(GrowthOp.resize("rank", 99));
                        case 6 -> GrowthPlan.of(GrowthOp.resize("rank", 1)).preservingFunction();
                        default -> null;
                    };
            return plan == null ? Decision.keep("enough", state) : Decision.grow(plan, "it is time", state);
        }
    }

    @BeforeEach
    void growByEverything() {
        container.put(container.registry().models(), "tapped", new TappedMlp());
        container.put(container.registry().strategies(), "all", new All());
    }

    private Run grown(String more) throws Exception {
        Run run = start(JOB + more);
        finished(run);
        assertEquals(4, journal(run, "plan").size(), journal(run, "rejected")::toString);
        return run;
    }

    /** Replays with no strategy there. */
    private Run same(Run run) throws Exception {
        container.take(container.registry().strategies(), "all");
        Run replay = runs.replay(run.directory());
        RunResult result = replay.await();
        assertEquals(RunStatus.FINISHED, result.status(), result.message());
        long step = newest(run).position().step();
        assertEquals(
                "weights, moments and ages of step " + step + " are those of " + run.id() + ", bit for bit",
                result.message());
        assertEquals(newest(run).parameters(), newest(replay).parameters());
        assertEquals(lines(run, "growth", step), lines(replay, "growth", step));
        assertEquals(lines(run, "plan", step), lines(replay, "plan", step), "a replay can be replayed");
        growByEverything();
        return replay;
    }

    /** Without those after a step, which a run that was killed still has though no checkpoint has them behind it. */
    private static List<Object> lines(Run run, String kind, long step) throws Exception {
        return journal(run, kind).stream()
                .filter(line -> ((Number) line.get("step")).longValue() < step)
                .map(line -> {
                    line.remove("at");
                    line.remove("ms");
                    return (Object) line;
                })
                .toList();
    }

    @Test
    void everyOperationIsRepeatedFromTheJournalWithNoStrategyThere() throws Exception {
        Run run = grown("");
        assertEquals(1, journal(run, "rejected").size());
        assertEquals(1, journal(run, "rolled-back").size());
        Run replay = same(run);
        assertEquals("tiny/2", replay.id());
        assertEquals(
                "tiny/1@56", journal(replay, "replay").get(0).get("of"), "its journal says what it is a replay of");
        assertTrue(Files.exists(replay.directory().resolve("result.json")));
        same(replay);
    }

    @Test
    void settingsAndSwapsAreRepeatedAfterTheSameSteps() throws Exception {
        Run run = start(JOB.replace("epochs: 8", "epochs: 60"));
        run.pause(CAUSE);
        run.set(Map.of("optimizer.lr", "0.005", "clip", "0.5"), CAUSE);
        run.unpause(CAUSE);
        pauseAfter(run, 2);
        run.set(Map.of("growth.all", "off"), CAUSE);
        run.swap(Swap.at("optimizer").to("sgd").set("lr", "0.01").fresh(), CAUSE);
        run.unpause(CAUSE);
        finished(run);
        finished(runs.resume(run.directory(), Map.of("epochs", "61", "clip", "0.25"), CAUSE));
        same(run);
    }

    @Test
    void aRunThatWasCutBackAndWentOnIsRepeatedAsItIs() throws Exception {
        Run run = grown("");
        for (long step : List.of(45L, 15L)) {
            cutBack(run, step);
            same(run);
            finished(runs.resume(run.directory()));
            assertEquals(4, journal(run, "plan").size());
        }
        same(run);
    }

    @Test
    void aReplayThatIsCutBackGoesOnFromItsCheckpoint() throws Exception {
        Run run = grown("");
        Run replay = same(run);
        for (long step : List.of(30L, 0L, -1L)) {
            cutBack(replay, step);
            container.take(container.registry().strategies(), "all");
            RunResult again = runs.resume(replay.directory()).await();
            assertTrue(again.message().endsWith("bit for bit"), again.message());
        }
    }

    @Test
    void aForkIsRepeatedFromItsAncestorsBirth() throws Exception {
        Run run = grown("");
        Run fork = runs.fork(ForkRequest.of(run.directory())
                .at(15)
                .named("fork")
                .set("growth.all", "remove")
                .set("optimizer.type", "sgd")
                .set("optimizer.lr", "0.01")
                .set("epochs", "9"));
        finished(fork);
        Run second = runs.fork(ForkRequest.of(fork.directory())
                .at(45)
                .set("clip", "0.1")
                .set("growth.again", "{ type: all, dims: rank }"));
        finished(second);
        same(fork);
        same(second);
    }

    @Test
    void aForkWithAnotherOptimizerOfTheSameMomentsIsRepeatedAsItIs() throws Exception {
        container.put(container.registry().optimizers(), "adam", new Adam());
        Run parent = start(JOB);
        finished(parent);
        Run fork = runs.fork(ForkRequest.of(parent.directory())
                .at(15)
                .named("adam")
                .set("optimizer.type", "adam")
                .set("optimizer.lr", "0.01"));
        finished(fork);
        same(fork);
    }

    @Test
    void aRunThatWasBornWithGivenWeightsIsBornWithThemAgain() throws Exception {
        Run first = grown("");
        Path job = folder.resolve("tiny.yaml");
        Run given = runs.start(RunRequest.of(job, folder.resolve("runs")).weights(first.directory()));
        finished(given);
        Run fork = runs.fork(ForkRequest.of(given.directory()).at(15).named("fork"));
        finished(fork);
        Files.delete(first.directory().resolve("job.yaml"));
        same(given);
        same(fork);
    }

    @Test
    void aReplayThatDoesNotEndAlikeNamesTheParameterAndTheStep() throws Exception {
        Run run = grown("");
        Path journal = run.directory().resolve("journal.jsonl");
        String text = Files.readString(journal);
        Files.writeString(journal, text.replace("\"noise\":0.01", "\"noise\":0.02"));
        RunResult result = runs.replay(run.directory()).await();
        assertEquals(RunStatus.FAILED, result.status());
        assertTrue(
                result.message()
                        .matches(
                                "is not tiny/1@56: u differs first, entry 0 is \\S+, not \\S+; the losses on record part at"
                                        + " step 20"),
                result.message());
    }

    @Test
    void aJournalThatDoesNotHoldThePlansIsRefused() throws Exception {
        Run run = grown("");
        Path journal = run.directory().resolve("journal.jsonl");
        String text = Files.readString(journal);
        Files.writeString(journal, text.replace("\"kind\":\"plan\"", "\"kind\":\"plum\""));
        String why = assertThrows(RefusedException.class, () -> runs.replay(run.directory()))
                .getMessage();
        assertEquals(
                run.directory()
                        + ": the journal says what has grown after step 7, but not the whole plan, as one"
                        + " that was written before plans were kept",
                why);
    }

    @Test
    void aReplayTakesNoSettings() throws Exception {
        Run run = start(JOB);
        finished(run);
        Run replay = runs.replay(run.directory());
        finished(replay);
        assertTrue(assertThrows(
                        RefusedException.class, () -> runs.resume(replay.directory(), Map.of("epochs", "30"), CAUSE))
                .getMessage()
                .endsWith("is a replay of " + run.id() + " and takes no settings; resume that run, or fork it"));
    }
}
