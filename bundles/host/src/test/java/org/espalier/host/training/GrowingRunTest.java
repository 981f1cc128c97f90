package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StaleViewException;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyData;
import org.espalier.host.support.TinyRun;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.junit.jupiter.api.Test;

class GrowingRunTest {
    private static final Scripted.Settings NONE = new Scripted.Settings();
    private final RecordedLog log = new RecordedLog();

    private static Scripted growTo(int... sizes) {
        return new Scripted((seen, state) -> {
            int turn = (int) state.number("turn", 0);
            PluginState next = state.with("turn", turn + 1);
            return turn < sizes.length
                    ? Decision.grow(
                            GrowthPlan.of(GrowthOp.resize("hidden", sizes[turn]))
                                    .preservingFunction(),
                            "turn " + turn,
                            next)
                    : Decision.keep("done", next);
        });
    }

    private static float[] weights(Trainer trainer) {
        Revision revision = trainer.state().revision;
        int length =
                revision.tensors().stream().mapToInt(t -> t.values().length).sum();
        float[] all = new float[length];
        int at = 0;
        for (Tensor tensor : revision.tensors()) {
            System.arraycopy(tensor.values(), 0, all, at, tensor.values().length);
            at += tensor.values().length;
        }
        return all;
    }

    private float[] train(TinyRun run) throws Exception {
        try (Trainer trainer = run.begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
            }
            return weights(trainer);
        }
    }

    @Test
    void trainingLowersTheHeldOutLoss() throws Exception {
        try (Trainer trainer = new TinyRun().hidden(16).epochs(30).begin(log)) {
            double first = trainer.step();
            while (!trainer.finished()) {
                trainer.step();
            }
            assertTrue(trainer.state().heldOut < 0.6 * first, first + " → " + trainer.state().heldOut);
            assertEquals(30 * 7, trainer.state().step);
        }
    }

    @Test
    void growthKeepsOldEntriesAndTheFunctionAndIsJournalled() throws Exception {
        try (Trainer trainer =
                new TinyRun().grow("width", "hidden", growTo(6), NONE).begin(log)) {
            float[] before = {};
            for (int i = 0; i < 7; i++) {
                trainer.step();
                before = weights(trainer);
            }
            Revision grown = trainer.state().revision;
            assertEquals(6, grown.dims().size("hidden"));
            assertEquals(1, grown.number());
            assertEquals(6 * 4, grown.tensor("w1").values().length);
            assertArrayEquals(
                    new float[] {0, 0}, Arrays.copyOfRange(grown.tensor("w2").values(), 4, 6));
            var line = log.journal("growth").get(0);
            assertEquals("unchanged", line.get("outputs"));
            assertEquals("turn 0", line.get("why"));
            assertEquals(7L, line.get("step"));
            assertNotEquals(0, before.length);
        }
    }

    @Test
    void momentsMoveWithTheirEntriesAndNewbornsStartYoung() throws Exception {
        AtomicReference<float[]> seen = new AtomicReference<>();
        Scripted strategy = new Scripted((view, state) -> {
            seen.set(view.weights("w2"));
            return Decision.grow(GrowthPlan.of(GrowthOp.resize("hidden", 5)), "grow", state);
        });
        try (Trainer trainer = new TinyRun()
                .grow("width", "hidden", strategy, NONE, Signal.WEIGHTS)
                .begin(log)) {
            for (int i = 0; i < 6; i++) {
                trainer.step();
            }
            Tensor old = trainer.state().revision.tensor("w2");
            trainer.step();
            Tensor now = trainer.state().revision.tensor("w2");
            assertEquals(2 * 5, now.values().length);
            for (int o = 0; o < 2; o++) {
                for (int j = 0; j < 4; j++) {
                    assertEquals(seen.get()[o * 4 + j], now.values()[o * 5 + j]);
                    assertTrue(now.moments()[1][o * 5 + j] > 0);
                }
                assertEquals(0, now.moments()[0][o * 5 + 4]);
                assertEquals(0, now.moments()[1][o * 5 + 4]);
            }
            assertNotEquals(old, now);
            float before = now.values()[4];
            trainer.step();
            // A first AdamW step is one learning rate long; with a global step counter it would be 3.16 of them.
            assertEquals(0.02, Math.abs(now.values()[4] - before), 0.001);
        }
    }

    @Test
    void equalSeedsGiveEqualBitsAlsoWhenPreparedFormsAreDropped() throws Exception {
        float[] once = train(new TinyRun().grow("width", "hidden", growTo(6, 9), NONE));
        float[] again = train(new TinyRun().grow("width", "hidden", growTo(6, 9), NONE));
        float[] dropped =
                train(new TinyRun().grow("width", "hidden", growTo(6, 9), NONE).reprepare(0.5));
        assertArrayEquals(once, again);
        assertArrayEquals(once, dropped);
    }

    @Test
    void aStrategyThatThrowsLeavesTheRunAsItWasWithoutOne() throws Exception {
        float[] without = train(new TinyRun());
        Scripted broken = new Scripted((seen, state) -> {
            throw new LinkageError("its bundle is gone");
        });
        float[] with = train(new TinyRun().grow("width", "hidden", broken, NONE));
        assertArrayEquals(without, with);
        assertEquals(3, log.journal("fault").size());
        assertTrue(log.journal("fault").get(2).get("why").toString().endsWith("it is asked no more"));
    }

    @Test
    void aStrategyThatHangsMissesItsDeadlineAndTrainingGoesOn() throws Exception {
        float[] without = train(new TinyRun().epochs(2));
        CountDownLatch never = new CountDownLatch(1);
        Scripted hanging = new Scripted((seen, state) -> {
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // A plugin that ignores interrupts is the worse case.
                }
            }
        });
        float[] with =
                train(new TinyRun().epochs(2).deadline(Duration.ofMillis(500)).grow("width", "hidden", hanging, NONE));
        assertArrayEquals(without, with);
        assertTrue(log.journal("fault").get(0).get("why").toString().contains("no answer within 500 ms"));
    }

    @Test
    void aPlanThatBreaksItsPromiseIsRolledBackWhole() throws Exception {
        float[] without = train(new TinyRun());
        Scripted liar = new Scripted((seen, state) -> Decision.grow(
                GrowthPlan.of(GrowthOp.resize("hidden", seen.dims().get(0).size() + 1)
                                .born("w2", Init.constant(1))
                                .born("w1", Init.constant(1)))
                        .preservingFunction(),
                "trust me",
                state));
        float[] with = train(new TinyRun().grow("width", "hidden", liar, NONE));
        assertArrayEquals(without, with);
        assertEquals(4, log.journal("rolled-back").size());
        assertTrue(log.journal("growth").isEmpty());
    }

    @Test
    void aSmallBreachShowsAlsoBesideTargetsWhoseMeanIsLarge() throws Exception {
        Scripted liar = new Scripted((seen, state) -> Decision.grow(
                GrowthPlan.of(GrowthOp.resize("hidden", seen.dims().get(0).size() + 1)
                                .born("w2", Init.constant(1e-3f)))
                        .preservingFunction(),
                "who will notice",
                state));
        train(new TinyRun().epochs(2).data(new TinyData(50, 1e5f)).grow("width", "hidden", liar, NONE));
        assertTrue(log.journal("growth").isEmpty(), log.journal::toString);
        assertEquals(1, log.journal("rolled-back").size());
    }

    @Test
    void impossiblePlansAreRejectedWithFieldAndValue() throws Exception {
        GrowthOp[] bad = {
            GrowthOp.resize("hidden", 65),
            GrowthOp.resize("hidden", -1),
            GrowthOp.resize("depth", 2),
            GrowthOp.resize("hidden", 4),
            GrowthOp.resize("hidden", 5).born("w9", Init.zero()),
            GrowthOp.resize("hidden", 5).born("w1", Init.values(new float[3])),
            GrowthOp.resize("hidden", 5).born("w1", Init.values(new float[] {1, 2, Float.NaN, 4})),
        };
        Scripted strategy = new Scripted((seen, state) -> {
            int turn = (int) state.number("turn", 0);
            if (turn > 0) {
                assertEquals(
                        PlanOutcome.Status.REJECTED,
                        seen.lastOutcome().orElseThrow().status());
            }
            return turn < bad.length
                    ? Decision.grow(GrowthPlan.of(bad[turn]), "bad", state.with("turn", turn + 1))
                    : Decision.keep("done", state);
        });
        train(new TinyRun().epochs(8).grow("width", "hidden", strategy, NONE));
        assertEquals(bad.length, log.journal("rejected").size(), log.journal::toString);
        assertTrue(log.journal("fault").isEmpty(), log.journal::toString);
        assertTrue(log.journal("rejected").get(0).get("why").toString().startsWith("hidden: size 65 is not permitted"));
    }

    @Test
    void theBudgetIsCheckedBeforeAnythingIsAllocated() throws Exception {
        train(new TinyRun().atMost(30).grow("width", "hidden", growTo(5), NONE));
        String why = log.journal("rejected").get(0).get("why").toString();
        assertTrue(why.startsWith("35 parameters are more than the budget's 30"), why);
    }

    @Test
    void viewsAreRevokedWhenTheDecisionIsMade() throws Exception {
        AtomicReference<StepView> kept = new AtomicReference<>();
        Scripted strategy = new Scripted((seen, state) -> {
            kept.set(seen);
            return Decision.keep("kept the view", state);
        });
        train(new TinyRun().epochs(2).grow("width", "hidden", strategy, NONE));
        assertThrows(StaleViewException.class, () -> kept.get().step());
    }

    @Test
    void aProbeTellsTheLossOfAPlanAndLeavesNoTrace() throws Exception {
        float[] without = train(new TinyRun());
        AtomicReference<Double> same = new AtomicReference<>();
        AtomicReference<Double> worse = new AtomicReference<>();
        AtomicReference<Double> now = new AtomicReference<>();
        Scripted strategy = new Scripted((seen, state) -> {
            now.set(seen.lossNow());
            same.set(seen.lossIf(GrowthPlan.of(GrowthOp.resize("hidden", 6))));
            worse.set(seen.lossIf(GrowthPlan.of(GrowthOp.assign("w2", Init.constant(100)))));
            assertEquals(Double.POSITIVE_INFINITY, seen.lossIf(GrowthPlan.of(GrowthOp.resize("hidden", 99))));
            return Decision.keep("probed", state);
        });
        float[] with = train(new TinyRun().grow("width", "hidden", strategy, NONE, Signal.PROBE));
        assertArrayEquals(without, with);
        assertTrue(log.journal("fault").isEmpty(), log.journal::toString);
        assertTrue(worse.get() > 10 * same.get(), same + " " + worse);
        assertEquals(now.get(), same.get(), "newborns that nobody hears change no loss");
    }

    @Test
    void aProbeTellsTheParametersThatAPlanLeadsTo() throws Exception {
        Scripted strategy = new Scripted((seen, state) -> {
            GrowthPlan wider = GrowthPlan.of(GrowthOp.resize("hidden", 6));
            Layout after = seen.layoutIf(wider).orElseThrow();
            assertArrayEquals(new int[] {6, 4}, after.get("w1").shape());
            assertArrayEquals(new int[] {4, 4}, seen.layout().get("w1").shape());
            assertEquals(Optional.empty(), seen.layoutIf(GrowthPlan.of(GrowthOp.resize("hidden", 99))));
            assertEquals(Optional.empty(), seen.layoutIf(GrowthPlan.of(GrowthOp.resize("elsewhere", 2))));
            return Decision.keep("looked", state);
        });
        train(new TinyRun().epochs(2).grow("width", "hidden", strategy, NONE, Signal.PROBE));
        assertTrue(log.journal("fault").isEmpty(), log.journal::toString);
    }

    @Test
    void aMissingStrategyIsShownOnceAndPicksUpWhenItReturns() throws Exception {
        TinyRun run = new TinyRun().grow("width", "hidden", growTo(6), NONE);
        try (Trainer trainer = run.begin(log)) {
            run.lose("width");
            while (trainer.state().epoch < 2) {
                trainer.step();
            }
            assertEquals(1, log.journal("missing").size());
            assertEquals(4, trainer.state().revision.dims().size("hidden"));
            run.regain("width");
            while (trainer.state().epoch < 3) {
                trainer.step();
            }
            assertEquals(6, trainer.state().revision.dims().size("hidden"));
            assertEquals(1, log.journal("returned").size());
        }
    }

    @Test
    void nothingGrowsAfterTheLastStepSinceItWouldNeverBeTrained() throws Exception {
        try (Trainer trainer = new TinyRun()
                .epochs(3)
                .grow("width", "hidden", growTo(5, 6, 7), NONE)
                .begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
            }
            assertEquals(6, trainer.state().revision.dims().size("hidden"));
            assertEquals(2, log.journal("growth").size());
        }
    }

    @Test
    void gradientEnergyIsSummedByShellBetweenDecisions() throws Exception {
        AtomicReference<double[]> energy = new AtomicReference<>(new double[0]);
        Scripted strategy = new Scripted((seen, state) -> {
            energy.set(seen.gradientEnergy(seen.dims().get(0)));
            return Decision.keep("looked", state);
        });
        train(new TinyRun().grow("width", "hidden", strategy, NONE, Signal.GRADIENT_ENERGY));
        assertEquals(4, energy.get().length);
        assertTrue(Arrays.stream(energy.get()).allMatch(e -> e > 0));
    }

    @Test
    void clippingBoundsTheGradientAndChangesTheRun() throws Exception {
        float[] free = train(new TinyRun());
        float[] loose = train(new TinyRun().clip(1e9));
        float[] tight = train(new TinyRun().clip(1e-3));
        assertArrayEquals(free, loose);
        assertNotEquals(free[0], tight[0]);
    }

    @Test
    void remappingCopiesUnitsAndKeepsTheFunction() throws Exception {
        Scripted net2net = new Scripted((seen, state) -> state.number("done", 0) > 0
                ? Decision.keep("done", state)
                : Decision.grow(
                        GrowthPlan.of(GrowthOp.remap(seen.dims().get(0), 0, 1, 2, 3, 1, 1))
                                .preservingFunction(),
                        "wider",
                        state.with("done", 1)));
        try (Trainer trainer =
                new TinyRun().grow("width", "hidden", net2net, NONE).begin(log)) {
            for (int i = 0; i < 7; i++) {
                trainer.step();
            }
            Revision grown = trainer.state().revision;
            assertEquals(6, grown.dims().size("hidden"), log.journal::toString);
            float[] w2 = grown.tensor("w2").values();
            assertEquals(w2[1], w2[4]);
            assertEquals(w2[1], w2[5]);
            float[] v = grown.tensor("w1").moments()[1];
            assertEquals(v[4], v[16]);
        }
    }
}
