package org.espalier.host.numbers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.testkit.doubles.LogNumbers;
import org.junit.jupiter.api.Test;

class WeightGridTest {
    private static final RandomStream DRAWS = RandomStream.of(5, "weights");
    private static final int[] SHAPE = {3, 40};
    private static final int ROW = SHAPE[1];
    private static final BoundNumbers LOG = new BoundNumbers(new LogNumbers(), new LogNumbers.Settings(8, 8));

    private static WeightGrid grid(int... shape) {
        return WeightGrid.of(LOG, shape).orElseThrow();
    }

    private static float[] weights(int length, double size) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (size * DRAWS.normal(i));
        }
        return values;
    }

    /** Onto rows that were there, in their order, and newborn ones behind them. */
    private static int[] rowsAppended(int before, int after) {
        return IntStream.range(0, after * ROW)
                .map(i -> i < before * ROW ? i : -1)
                .toArray();
    }

    @Test
    void weightsEncodeAndDecodeBitForBitAtEveryStep() {
        try (WeightGrid grid = grid(SHAPE)) {
            float[] values = weights(3 * ROW, 0.3);
            double[] scales = grid.born(values, DRAWS);
            for (int step = 0; step < 50; step++) {
                for (int i = 0; i < values.length; i++) {
                    values[i] -= 0.01f * (float) DRAWS.at(step).normal(i);
                }
                grid.update(values, 0, values.length, scales, DRAWS.at(step));
                int[] codes = grid.codes(values, scales);
                float[][] tables = grid.tables(scales);
                float[] decoded = new float[values.length];
                for (int i = 0; i < decoded.length; i++) {
                    decoded[i] = tables[grid.group(i)][codes[i]];
                }
                assertArrayEquals(values, decoded, 0f, "step " + step);
            }
        }
    }

    @Test
    void whatIsOnTheGridStaysWhenNothingMovesIt() {
        try (WeightGrid grid = grid(SHAPE)) {
            float[] values = weights(3 * ROW, 0.3);
            double[] scales = grid.born(values, DRAWS);
            float[] before = values.clone();
            grid.update(values, 0, values.length, scales, DRAWS.at(1));
            assertArrayEquals(before, values, 0f);
        }
    }

    @Test
    void newRowsAreFittedAndOldOnesKeepScaleAndBits() {
        try (WeightGrid grid = grid(SHAPE);
                WeightGrid larger = grid(5, ROW)) {
            float[] values = weights(3 * ROW, 0.3);
            double[] scales = grid.born(values, DRAWS);
            // Weights have moved since: a fit would give other scales.
            values[0] /= 4;
            grid.update(values, 0, values.length, scales, DRAWS);
            float[] grown = Arrays.copyOf(values, 5 * ROW);
            System.arraycopy(weights(2 * ROW, 0.01), 0, grown, 3 * ROW, 2 * ROW);

            double[] after = larger.grown(grown, rowsAppended(3, 5), grid, scales, DRAWS);

            assertArrayEquals(values, Arrays.copyOf(grown, 3 * ROW), 0f);
            assertArrayEquals(scales, Arrays.copyOf(after, 3));
            double[] own = grid(2, ROW).born(weights(2 * ROW, 0.01), DRAWS);
            assertArrayEquals(own, Arrays.copyOfRange(after, 3, 5));
        }
    }

    @Test
    void aRowKeepsItsScaleForNewbornsWithinReachAndIsFittedForOthers() {
        try (WeightGrid grid = grid(2, 3);
                WeightGrid larger = grid(2, 4)) {
            float[] values = {0.5f, 1, 0.25f, 0.5f, 1, 0.25f};
            double[] scales = grid.born(values, DRAWS);
            float[] grown = {values[0], values[1], values[2], 0.75f, values[3], values[4], values[5], 3};
            int[] origins = {0, 1, 2, -1, 3, 4, 5, -1};

            double[] after = larger.grown(grown, origins, grid, scales, DRAWS);

            assertEquals(scales[0], after[0]);
            assertTrue(after[1] > scales[1], "1 was the largest value");
            assertEquals(3, grown[7], 3 * 0.05);
        }
    }

    @Test
    void whatComesFromRowsOfSeveralScalesIsFitted() {
        try (WeightGrid grid = grid(2, 3);
                WeightGrid one = grid(1, 6)) {
            float[] values = {8, 4, 2, 0.5f, 1, 0.25f};
            double[] scales = grid.born(values, DRAWS);
            float[] merged = values.clone();
            double[] after = one.grown(merged, new int[] {0, 1, 2, 3, 4, 5}, grid, scales, DRAWS);
            assertArrayEquals(grid(1, 6).born(values.clone(), DRAWS), after);
        }
    }

    @Test
    void spansAndTilesGiveTheBitsOfTheWhole() {
        float[] values = weights(3 * ROW, 0.3);
        float[] tile = new float[50];
        float[] seen = new float[values.length];
        try (SeenWeights programs = SeenWeights.of(LOG, SHAPE).orElseThrow();
                Rounder whole = new LogNumbers().prepare(SHAPE, Site.WEIGHT, new LogNumbers.Settings(8, 8))) {
            programs.fit(values);
            for (int from = 0; from < values.length; from += tile.length) {
                int to = Math.min(values.length, from + tile.length);
                programs.see(values, from, to, tile, DRAWS);
                System.arraycopy(tile, 0, seen, from, to - from);
            }
            float[] expected = values.clone();
            whole.round(expected, 0, expected.length, whole.fit(values), DRAWS);
            assertArrayEquals(expected, seen, 0f);
            assertArrayEquals(weights(3 * ROW, 0.3), values, 0f, "master values stay");
        }
    }

    @Test
    void aWeightThatHasGrownSinceBirthIsSeenUncut() {
        float[] values = weights(3 * ROW, 0.3);
        float[] tile = new float[1];
        try (SeenWeights programs = SeenWeights.of(LOG, SHAPE).orElseThrow()) {
            programs.fit(values);
            values[7] = 40;
            programs.fit(values);
            programs.see(values, 7, 8, tile, DRAWS);
            assertEquals(40, tile[0], 40 * 0.05);
        }
    }

    @Test
    void whereNothingIsRoundedThereIsNoGrid() {
        BoundNumbers signalsAlone = new BoundNumbers(new SignalsAlone(), new LogNumbers.Settings(8, 8));
        assertTrue(WeightGrid.of(signalsAlone, SHAPE).isEmpty());
        assertTrue(SeenWeights.of(signalsAlone, SHAPE).isEmpty());
    }

    /** Rounds gradients only. */
    private static final class SignalsAlone implements NumberSystem<LogNumbers.Settings> {
        private final LogNumbers numbers = new LogNumbers();

        @Override
        public Class<LogNumbers.Settings> settings() {
            return numbers.settings();
        }

        @Override
        public boolean rounds(Site site, LogNumbers.Settings settings) {
            return site == Site.GRADIENT;
        }

        @Override
        public NumberTraits traits(Site site, LogNumbers.Settings settings) {
            return numbers.traits(site, settings);
        }

        @Override
        public Rounder prepare(int[] shape, Site site, LogNumbers.Settings settings) {
            return numbers.prepare(shape, site, settings);
        }
    }
}
