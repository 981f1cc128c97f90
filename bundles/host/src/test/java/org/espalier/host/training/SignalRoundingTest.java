package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.numbers.Precision;
import org.espalier.host.support.Rounded;
import org.espalier.host.weights.NativeFloats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SignalRoundingTest {
    private static final int[] SHAPE = {5, 3, 2000};
    private static final Precision NEAREST = Rounded.lns(Map.of());
    private static final Precision DRAWN = Rounded.lns(Rounded.DRAWN);

    private static float[] values() {
        RandomStream normal = RandomStream.of(3, "values");
        float[] values = new float[SHAPE[0] * SHAPE[1] * SHAPE[2]];
        for (int i = 0; i < values.length; i++) {
            // Samples of several sizes, each of which has its own scale.
            values[i] = (float) (normal.normal(i) * (1 + i / (SHAPE[1] * SHAPE[2])));
        }
        return values;
    }

    private interface Rounding {
        void of(SignalRounding signals, INDArray array);
    }

    private static float[] rounded(Precision precision, int workers, Rounding rounding) {
        float[] values = values();
        try (WorkerTeam team = new WorkerTeam("signals", workers);
                SignalRounding signals = new SignalRounding(precision, team);
                NativeFloats memory = NativeFloats.zeros(SHAPE[0], SHAPE[1], SHAPE[2])) {
            memory.cursor().put(values, 0, values.length);
            rounding.of(signals, memory.array());
            memory.cursor().get(values, 0, values.length);
        }
        return values;
    }

    private static float[] rounded(Precision precision, int workers, long step, boolean training) {
        return rounded(precision, workers, (signals, array) -> {
            signals.begin(step);
            signals.round(Site.ACTIVATION, "hidden", array, training);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSignalIsRoundedAsItsNumberSystemRoundsTheWhole(int workers) {
        float[] expected = values();
        try (Rounder whole = NEAREST.system().orElseThrow().prepare(SHAPE, Site.ACTIVATION)) {
            whole.round(expected, 0, expected.length, whole.fit(values()), RandomStream.of(0, "none"));
        }
        assertArrayEquals(expected, rounded(NEAREST, workers, 7, true));
    }

    @ParameterizedTest
    @CsvSource({"row, 700, 50", "tensor, 700, 50", "row, 1, 20", "row, 3, 9000", "tensor, 3, 9000"})
    void soItIsWithShortRowsAndLongOnesWhateverShareAScale(String group, int rows, int columns) {
        Precision precision = Rounded.lns(Map.of("activation", Map.of("group", group, "rounding", "stochastic")));
        float[] values = Arrays.copyOf(values(), rows * columns);
        float[] expected = values.clone();
        try (WorkerTeam team = new WorkerTeam("signals", 2);
                SignalRounding signals = new SignalRounding(precision, team);
                NativeFloats memory = NativeFloats.zeros(rows, columns);
                Rounder whole = precision.system().orElseThrow().prepare(new int[] {rows, columns}, Site.ACTIVATION)) {
            memory.cursor().put(values, 0, values.length);
            signals.begin(7);
            signals.round(Site.ACTIVATION, "hidden", memory.array(), true);
            memory.cursor().get(values, 0, values.length);
            RandomStream draws = precision.draws(Site.ACTIVATION, "hidden").at(7);
            whole.round(expected, 0, expected.length, whole.fit(expected), draws);
        }
        assertArrayEquals(expected, values);
    }

    @Test
    void drawsBelongToStepTensorAndEntryAlone() {
        float[] step = rounded(DRAWN, 1, 7, true);
        assertArrayEquals(step, rounded(DRAWN, 3, 7, true));
        assertFalse(Arrays.equals(step, rounded(DRAWN, 1, 8, true)), "another step");
        float[] other = rounded(DRAWN, 1, (signals, array) -> {
            signals.begin(7);
            signals.round(Site.ACTIVATION, "other", array, true);
        });
        assertFalse(Arrays.equals(step, other), "another tensor");
    }

    @Test
    void evaluationDrawsTheSameUnderEverySeedAndAfterEveryStep() {
        Precision seeded = new Precision(DRAWN.system(), parameter -> true, 99);
        float[] evaluated = rounded(DRAWN, 1, 7, false);
        assertArrayEquals(evaluated, rounded(seeded, 2, 8, false));
        assertFalse(Arrays.equals(evaluated, rounded(DRAWN, 1, 7, true)));
    }

    @Test
    void aViewOfALargerArrayIsRoundedAlone() {
        float[] whole = rounded(
                NEAREST,
                2,
                (signals, array) ->
                        signals.round(Site.ERROR, "view", array.get(NDArrayIndex.all(), NDArrayIndex.point(1)), true));
        float[] view = new float[SHAPE[0] * SHAPE[2]];
        float[] values = values();
        for (int row = 0; row < SHAPE[0]; row++) {
            System.arraycopy(values, (row * SHAPE[1] + 1) * SHAPE[2], view, row * SHAPE[2], SHAPE[2]);
        }
        try (Rounder alone = NEAREST.system().orElseThrow().prepare(new int[] {SHAPE[0], SHAPE[2]}, Site.ERROR)) {
            alone.round(view, 0, view.length, alone.fit(view), RandomStream.of(0, "none"));
        }
        for (int row = 0; row < SHAPE[0]; row++) {
            System.arraycopy(view, row * SHAPE[2], values, (row * SHAPE[1] + 1) * SHAPE[2], SHAPE[2]);
        }
        assertArrayEquals(values, whole);
    }

    @Test
    void arraysThatComeAndGoAreEachRoundedAsTheyAre() {
        try (WorkerTeam team = new WorkerTeam("signals", 1);
                SignalRounding signals = new SignalRounding(NEAREST, team)) {
            for (int i = 0; i < 20; i++) {
                INDArray array =
                        Nd4j.createFromArray(0.3f + i, -5.1f * i, 0.001f).reshape(1, 3);
                signals.round(Site.ACTIVATION, "hidden", array, true);
                assertArrayEquals(new double[] {0.3 + i, -5.1 * i, 0.001}, array.toDoubleVector(), 0.05 * (1 + 5 * i));
                assertFalse(array.getFloat(0) == 0.3f + i);
            }
        }
    }

    @Test
    void float32AndSitesThatAreOffRoundNothing() {
        Precision errors = Rounded.lns(Map.of("sites", List.of("error")));
        try (WorkerTeam team = new WorkerTeam("signals", 1);
                SignalRounding plain = new SignalRounding(Precision.float32(), team);
                SignalRounding half = new SignalRounding(errors, team)) {
            assertFalse(plain.rounds(Site.ACTIVATION) || plain.rounds(Site.ERROR) || half.rounds(Site.ACTIVATION));
            assertTrue(half.rounds(Site.ERROR));
            INDArray array = Nd4j.createFromArray(0.3f, 0.7f);
            plain.round(Site.ACTIVATION, "hidden", array, true);
            half.round(Site.ACTIVATION, "hidden", array, true);
            assertArrayEquals(new float[] {0.3f, 0.7f}, array.toFloatVector());
        }
    }
}
