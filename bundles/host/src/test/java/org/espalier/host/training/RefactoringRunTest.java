package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Signal;
import org.espalier.api.run.RunEvent;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TappedMlp;
import org.espalier.host.support.TinyRun;
import org.espalier.host.weights.Revision;
import org.espalier.testkit.doubles.InRankEfficient;
import org.junit.jupiter.api.Test;

/** Products that are turned into their SVDs while they train. */
class RefactoringRunTest {
    private static final Scripted.Settings NONE = new Scripted.Settings();
    private final RecordedLog log = new RecordedLog();

    private static TinyRun run() {
        return new TinyRun().model(new BoundModel(new TappedMlp(), TappedMlp.of(8, 4)));
    }

    /** Cuts after some epoch, with or without the promise to preserve the function. */
    private static Scripted cut(int keep, long epoch, boolean promise) {
        return new Scripted((seen, state) -> {
            GrowthPlan plan = GrowthPlan.of(GrowthOp.refactor(seen.dims().get(0), keep));
            return seen.epoch() == epoch
                    ? Decision.grow(promise ? plan.preservingFunction() : plan, "cut", state)
                    : Decision.keep("not now", state);
        });
    }

    private float[] train(TinyRun run) throws Exception {
        try (Trainer trainer = run.begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
            }
            return trainer.state().revision.tensor("u").values().clone();
        }
    }

    @Test
    void aWholeProductKeepsTheFunctionAndIsJournalledAsItCanBeRepeated() throws Exception {
        train(run().grow("rank", "rank", cut(4, 2, true), NONE));
        var line = log.journal("growth").get(0);
        assertEquals("refactor", line.get("op"));
        assertEquals("rank", line.get("dim"));
        assertEquals(4, line.get("from"));
        assertEquals(4, line.get("to"));
        assertEquals(1L, line.get("revision"));
        assertEquals(0.0, line.get("truncated"));
        assertEquals("nothing cut off", line.get("note"));
        assertTrue(line.get("outputs").toString().startsWith("unchanged"), line::toString);
    }

    @Test
    void whatIsCutOffIsTold() throws Exception {
        train(run().grow("rank", "rank", cut(2, 2, false), NONE));
        var line = log.journal("growth").get(0);
        double truncated = (double) line.get("truncated");
        assertTrue(truncated > 0.01 && truncated < 1, line::toString);
        RunEvent.Grown told = log.events.stream()
                .filter(RunEvent.Grown.class::isInstance)
                .map(RunEvent.Grown.class::cast)
                .findFirst()
                .orElseThrow();
        assertTrue(told.outputs().matches("changed [0-9.e-]+"), told::outputs);
        assertEquals(String.format(Locale.ROOT, "%.1f %% of its norm cut off", 100 * truncated), told.note());
        assertEquals(told.note(), line.get("note"));
        assertEquals(2, told.to());
    }

    @Test
    void aCutThatPromisesToPreserveTheFunctionIsRolledBack() throws Exception {
        float[] without = train(run());
        assertArrayEquals(without, train(run().grow("rank", "rank", cut(2, 2, true), NONE)));
        assertEquals(1, log.journal("rolled-back").size());
    }

    @Test
    void theBitsDependNeitherOnTheRunNorOnPreparedForms() throws Exception {
        float[] once = train(run().grow("rank", "rank", cut(3, 2, false), NONE));
        assertArrayEquals(once, train(run().grow("rank", "rank", cut(3, 2, false), NONE)));
        assertArrayEquals(
                once, train(run().grow("rank", "rank", cut(3, 2, false), NONE).reprepare(0.5)));
    }

    @Test
    void noStepGetsLongerByARefactor() throws Exception {
        List<Double> longest = new ArrayList<>();
        try (Trainer trainer =
                run().epochs(20).grow("rank", "rank", cut(4, 15, true), NONE).begin(log)) {
            while (!trainer.finished()) {
                Revision before = trainer.state().revision;
                float[] u = before.tensor("u").values().clone();
                float[] v = before.tensor("v").values().clone();
                trainer.step();
                if (trainer.state().revision == before) {
                    longest.add(Math.max(
                            farthest(u, before.tensor("u").values()),
                            farthest(v, before.tensor("v").values())));
                }
            }
        }
        assertEquals(1, log.journal("growth").size(), log.journal::toString);
        // One step is missing: that after which the product was refactored. A moment that began again beside one that
        // did not would make the next one several times as long as any before it.
        int at = 15 * 7 - 1;
        double usual =
                longest.subList(at - 30, at).stream().mapToDouble(x -> x).max().orElseThrow();
        double after =
                longest.subList(at, at + 10).stream().mapToDouble(x -> x).max().orElseThrow();
        assertTrue(after < 1.5 * usual, after + " after " + usual);
    }

    private static double farthest(float[] before, float[] after) {
        double farthest = 0;
        for (int i = 0; i < before.length; i++) {
            farthest = Math.max(farthest, Math.abs(after[i] - before[i]));
        }
        return farthest;
    }

    @Test
    void inRankGrowsThenCutsOnceAndTrainsOn() throws Exception {
        BoundModel narrow = new BoundModel(new TappedMlp(), TappedMlp.of(8, 2));
        try (Trainer trainer = new TinyRun()
                .model(narrow)
                .epochs(20)
                .grow("rank", "rank", new InRankEfficient(), new InRankEfficient.Settings(0.9, 1, 3), Signal.SPECTRUM)
                .begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
            }
            List<Object> ops =
                    log.journal("growth").stream().map(line -> line.get("op")).toList();
            assertTrue(ops.size() > 1, log.journal::toString);
            assertEquals(ops.size() - 1, ops.indexOf("refactor"));
            var cut = log.journal("growth").get(ops.size() - 1);
            assertTrue((double) cut.get("truncated") <= Math.sqrt(0.1), cut::toString);
            assertEquals(cut.get("to"), trainer.state().revision.dims().size("rank"));
            assertTrue(trainer.state().heldOut < 1.5, "" + trainer.state().heldOut);
        }
        assertTrue(log.journal("fault").isEmpty() && log.journal("rejected").isEmpty(), log.journal::toString);
    }
}
