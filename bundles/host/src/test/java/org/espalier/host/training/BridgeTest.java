package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Signal;
import org.espalier.host.job.Cadence;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TappedMlp;
import org.espalier.host.support.TinyRun;
import org.espalier.testkit.doubles.GradMax;
import org.junit.jupiter.api.Test;

/** What strategies see across a dim that a model taps. */
class BridgeTest {
    private static final Scripted.Settings NONE = new Scripted.Settings();
    private static final Cadence STEP = new Cadence.Steps(1);
    private final RecordedLog log = new RecordedLog();
    private final List<float[]> bridges = new ArrayList<>();
    private final List<float[]> direct = new ArrayList<>();

    private static TinyRun run(TappedMlp.Settings settings) {
        return new TinyRun().model(new BoundModel(new TappedMlp(), settings));
    }

    private Scripted looking() {
        return new Scripted((seen, state) -> {
            bridges.add(seen.bridge(seen.dims().get(0)));
            direct.add(seen.gradient("skip"));
            return Decision.keep("looked", state);
        });
    }

    private void steps(TinyRun run, int steps) throws Exception {
        try (Trainer trainer = run.begin(log)) {
            for (int i = 0; i < steps; i++) {
                trainer.step();
            }
        }
        assertTrue(log.journal("fault").isEmpty(), log.journal::toString);
    }

    @Test
    void theBridgeIsTheGradientOfTheDirectWeight() throws Exception {
        steps(
                run(TappedMlp.of(3, 2)).grow("width", "hidden", STEP, looking(), NONE, Signal.BRIDGE, Signal.GRADIENT),
                9);
        assertEquals(9, bridges.size());
        for (int step = 0; step < 9; step++) {
            assertArrayEquals(direct.get(step), bridges.get(step), 1e-6f);
            assertEquals(2 * 4, bridges.get(step).length);
        }
    }

    @Test
    void itIsSummedBetweenDecisionsAlsoWhereTheBatchIsShort() throws Exception {
        steps(
                run(TappedMlp.of(3, 2)).grow("width", "hidden", STEP, looking(), NONE, Signal.BRIDGE, Signal.GRADIENT),
                7);
        float[] sum = new float[8];
        for (float[] bridge : bridges) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += bridge[i];
            }
        }
        bridges.clear();
        // Asked after the seventh step only, which has two samples in place of eight.
        steps(run(TappedMlp.of(3, 2)).grow("width", "hidden", looking(), NONE, Signal.BRIDGE, Signal.GRADIENT), 7);
        assertEquals(1, bridges.size());
        assertArrayEquals(sum, bridges.get(0), 1e-5f);
    }

    @Test
    void growthByAnybodyBeginsItAnew() throws Exception {
        Scripted grows = new Scripted((seen, state) -> seen.step() == 3
                ? Decision.grow(GrowthPlan.of(GrowthOp.resize("rank", 3)), "at three", state)
                : Decision.keep("not now", state));
        TinyRun run = run(TappedMlp.of(3, 2))
                .grow("rank", "rank", STEP, grows, NONE)
                .grow("width", "hidden", new Cadence.Steps(3), looking(), NONE, Signal.BRIDGE, Signal.GRADIENT);
        steps(run, 6);
        assertEquals(0, bridges.get(0).length);
        assertEquals(8, bridges.get(1).length);
    }

    @Test
    void gradMaxGrowsTheWidthAndKeepsTheFunction() throws Exception {
        try (Trainer trainer = run(TappedMlp.of(3, 2))
                .epochs(12)
                .grow("width", "hidden", new GradMax(), new GradMax.Settings(1, 0.5), Signal.BRIDGE)
                .begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
            }
            // Eleven decisions, none after the last step.
            assertEquals(3 + 11, trainer.state().revision.dims().size("hidden"), log.journal::toString);
        }
        assertEquals(11, log.journal("growth").size());
        assertTrue(log.journal("growth").stream()
                .allMatch(line -> line.get("outputs").toString().startsWith("unchanged")));
    }

    @Test
    void nobodyReportsWhatNobodyWants() throws Exception {
        Scripted other = new Scripted((seen, state) -> {
            assertThrows(
                    IllegalStateException.class, () -> seen.bridge(seen.dims().get(0)));
            return Decision.keep("looked", state);
        });
        // A model that would break its word if it were asked for.
        steps(run(new TappedMlp.Settings(3, 2, true, false)).grow("width", "hidden", STEP, other, NONE), 3);
    }

    @Test
    void aModelThatReportsNothingAtATapItNamesIsAFault() throws Exception {
        TinyRun run = run(new TappedMlp.Settings(3, 2, true, false))
                .grow("width", "hidden", STEP, looking(), NONE, Signal.BRIDGE);
        try (Trainer trainer = run.begin(log)) {
            assertEquals(
                    "the model names the tap hidden.fed and has reported nothing at it",
                    assertThrows(IllegalStateException.class, trainer::step).getMessage());
        }
    }

    @Test
    void aDimThatTheModelDoesNotTapIsRefusedByName() throws Exception {
        try (Trainer trainer = run(new TappedMlp.Settings(3, 2, false, false))
                .grow("width", "hidden", STEP, looking(), NONE, Signal.BRIDGE)
                .begin(log)) {
            trainer.step();
        }
        assertEquals(
                "strategy threw java.lang.IllegalArgumentException: hidden: the model taps nothing across it",
                log.journal("fault").get(0).get("why"));
    }
}
