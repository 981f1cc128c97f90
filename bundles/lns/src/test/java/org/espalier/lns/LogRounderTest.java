package org.espalier.lns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogRounderTest {
    private static final RandomStream DRAWS = RandomStream.of(3, "lns");

    private static LogFormat format(int bits, int base, Rounding rounding, Underflow underflow, int headroom) {
        return new LogFormat(bits, base, Group.TENSOR, rounding, underflow, headroom);
    }

    private static LogFormat eight(Rounding rounding, Underflow underflow) {
        return format(8, 8, rounding, underflow, -1);
    }

    private static LogRounder rounder(LogFormat format, int rows, int columns) {
        return new LogRounder(format, Groups.of(new int[] {rows, columns}, format.group()));
    }

    private static float[] normal(int size, double std) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (std * DRAWS.normal(i));
        }
        return values;
    }

    private static float[] rounded(LogRounder rounder, double[] scales, float... values) {
        float[] copy = values.clone();
        rounder.round(copy, 0, copy.length, scales, DRAWS);
        return copy;
    }

    /** Of few steps many entries are compared with midpoints and single ones looked up; of more, all are looked up. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 32})
    void manyEntriesAreRoundedToTheBitsOfSingleOnes(int base) {
        LogGrid grid = LogGrid.of(base);
        float[] many = new float[2 * BitTile.LENGTH + 777];
        for (int i = 0; i < many.length; i++) {
            many[i] = Float.intBitsToFloat((int) DRAWS.bits(i));
        }
        float[] special = {0f, -0f, Float.NaN, -Float.NaN, Float.MIN_VALUE, 1f, Float.MAX_VALUE};
        System.arraycopy(special, 0, many, 1000, special.length);
        many[3] = Float.POSITIVE_INFINITY;
        many[4] = Float.NEGATIVE_INFINITY;
        float[] single = many.clone();
        int low = grid.bits(-20 * base);
        int high = grid.bits(20 * base + 1);
        int floor = grid.bits(-21 * base);
        grid.nearest(many, 1, many.length - 1, low, high, floor);
        for (int i = 1; i < single.length - 1; i++) {
            grid.nearest(single, i, i + 1, low, high, floor);
        }
        for (int i = 0; i < many.length; i++) {
            assertEquals(Float.floatToRawIntBits(single[i]), Float.floatToRawIntBits(many[i]), "entry " + i);
        }
    }

    /** Tiles are lent, and one in two hands would mix their values. */
    @Test
    void eightThreadsAtOnceRoundEachItsOwn() throws Exception {
        LogGrid grid = LogGrid.of(8);
        int low = grid.bits(grid.least());
        int high = grid.bits(grid.most());
        List<float[]> given = new ArrayList<>();
        List<float[]> alone = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            float[] values = normal(3 * BitTile.LENGTH + thread, Math.pow(4, thread));
            given.add(values);
            float[] rounded = values.clone();
            grid.nearest(rounded, 0, rounded.length, low, high, 1);
            alone.add(rounded);
        }
        CyclicBarrier start = new CyclicBarrier(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                float[] values = given.get(thread);
                float[] expected = alone.get(thread);
                all.add(threads.submit(() -> {
                    start.await();
                    for (int time = 0; time < 300; time++) {
                        float[] rounded = values.clone();
                        grid.nearest(rounded, 0, rounded.length, low, high, 1);
                        assertArrayEquals(expected, rounded);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theMidpointsThemselvesAreRoundedAsBefore() {
        LogGrid grid = LogGrid.of(8);
        float[] around = new float[8 * 128];
        for (int r = 0; r < 8; r++) {
            int middle = Float.floatToRawIntBits((float) Math.pow(2, (r + 0.5) / 8));
            for (int i = 0; i < 128; i++) {
                around[128 * r + i] = Float.intBitsToFloat(middle + i - 64);
            }
        }
        float[] many = around.clone();
        grid.nearest(many, 0, many.length, grid.bits(grid.least()), grid.bits(grid.most()), 1);
        for (int i = 0; i < many.length; i++) {
            assertEquals(grid.bits(grid.index(Float.floatToRawIntBits(around[i]))), Float.floatToRawIntBits(many[i]));
        }
    }

    /** By logarithms, which is what the tables stand for. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 128, 2048, 4096})
    void theNearestNumberIsThatOfTheLogarithm(int base) {
        LogGrid grid = LogGrid.of(base);
        float[] values = new float[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(2, 60 * DRAWS.uniform(i) - 30);
        }
        float[] nearest = values.clone();
        grid.nearest(nearest, 0, values.length, grid.bits(grid.least()), grid.bits(grid.most()), 1);
        for (int i = 0; i < values.length; i++) {
            double z = base * Math.log(values[i]) / Math.log(2);
            double expected = Math.pow(2, Math.rint(z) / base);
            // So near to a midpoint that doubles cannot tell.
            boolean open = Math.abs(z - Math.floor(z) - 0.5) < 1e-9;
            assertTrue(open || Math.abs(nearest[i] - expected) <= 1e-7 * expected, values[i] + ": " + nearest[i]);
            assertTrue(open || grid.index(Float.floatToRawIntBits(values[i])) == (int) Math.rint(z));
        }
    }

    /** Around every midpoint, where one comparison decides. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 4096})
    void everyMidpointParts(int base) {
        LogGrid grid = LogGrid.of(base);
        for (int r = 0; r < base; r++) {
            float below = (float) Math.pow(2, (r + 0.5) / base);
            while (base * Math.log(below) / Math.log(2) > r + 0.5) {
                below = Math.nextDown(below);
            }
            while (base * Math.log(Math.nextUp(below)) / Math.log(2) < r + 0.5) {
                below = Math.nextUp(below);
            }
            float[] two = {below, Math.nextUp(below)};
            grid.nearest(two, 0, 2, grid.bits(grid.least()), grid.bits(grid.most()), 1);
            assertArrayEquals(
                    new float[] {Float.intBitsToFloat(grid.bits(r)), Float.intBitsToFloat(grid.bits(r + 1))}, two);
        }
    }

    @Test
    void theLargestValueOfEveryRowHasTheTopCode() {
        LogFormat rows = new LogFormat(8, 8, Group.ROW, Rounding.NEAREST, Underflow.SMALLEST, -1);
        LogRounder rounder = rounder(rows, 5, 40);
        float[] values = normal(200, 1);
        for (int i = 0; i < 200; i++) {
            values[i] *= (float) Math.pow(10, i / 40);
        }
        double[] scales = rounder.fit(values);
        int[] codes = new int[200];
        rounder.encode(rounded(rounder, scales, values), scales, codes);
        for (int row = 0; row < 5; row++) {
            int top = Arrays.stream(codes, 40 * row, 40 * row + 40)
                    .map(c -> c & 127)
                    .max()
                    .getAsInt();
            assertEquals(127, top);
        }
    }

    @Test
    void aWeightBelowTheSmallestStaysAWeightAndASignalBecomesZero() {
        float smallest = (float) Math.pow(2, -126.0 / 8);
        LogRounder weights = rounder(eight(Rounding.NEAREST, Underflow.SMALLEST), 1, 5);
        LogRounder signals = rounder(eight(Rounding.NEAREST, Underflow.ZERO), 1, 5);
        float[] values = {1, 1e-9f, -Float.MIN_VALUE, 0.51f * smallest, -0.49f * smallest};
        double[] scales = weights.fit(values);
        assertArrayEquals(new float[] {1, smallest, -smallest, smallest, -smallest}, rounded(weights, scales, values));
        assertArrayEquals(new float[] {1, 0, -0f, smallest, -0f}, rounded(signals, scales, values));
    }

    @Test
    void zerosKeepTheirSignAlsoAsCodes() {
        LogRounder rounder = rounder(eight(Rounding.NEAREST, Underflow.ZERO), 1, 3);
        float[] values = {0f, -0f, 1};
        double[] scales = rounder.fit(values);
        int[] codes = new int[3];
        rounder.encode(rounded(rounder, scales, values), scales, codes);
        assertArrayEquals(new int[] {0, 128, 127}, codes);
        assertEquals(1 / -0f, 1 / rounder.values(scales, 0)[128]);
    }

    @Test
    void aWeightHasRoomToGrowAndAFitAfterGrowthKeepsEveryBit() {
        LogFormat update = format(12, 128, Rounding.NEAREST, Underflow.SMALLEST, 3);
        LogRounder rounder = rounder(update, 1, 1000);
        float[] weights = normal(1000, 0.02);
        double[] scales = rounder.fit(weights);
        float[] kept = rounded(rounder, scales, weights);
        float largest = 0;
        for (float w : kept) {
            largest = Math.max(largest, Math.abs(w));
        }
        float[] table = rounder.values(scales, 0);
        assertTrue(table[2047] >= 8 * largest && table[2047] <= 16 * largest);
        // The tensor has grown, and one of the newborn is larger than all before.
        float[] grown = Arrays.copyOf(kept, 1001);
        grown[1000] = 0.3f;
        LogRounder larger = rounder(update, 1, 1001);
        double[] next = larger.fit(grown);
        assertTrue(next[0] > scales[0]);
        float least = larger.values(next, 0)[1];
        float[] again = rounded(larger, next, grown);
        int out = 0;
        for (int i = 0; i < 1000; i++) {
            out += Math.abs(kept[i]) < least ? 1 : 0;
            assertTrue(kept[i] == again[i] || Math.abs(kept[i]) < least);
        }
        assertTrue(out < 5, out + " of 1000 fell out of the range");
    }

    @Test
    void zerosTakeTheScaleOfTheirTensorOrReachOneAndTheHeadroom() {
        LogFormat rows = new LogFormat(12, 128, Group.ROW, Rounding.NEAREST, Underflow.SMALLEST, 3);
        float[] values = new float[20];
        values[3] = 0.25f;
        LogRounder rounder = rounder(rows, 2, 10);
        double[] scales = rounder.fit(values);
        assertEquals(scales[0], scales[1]);
        double[] idle = rounder.fit(new float[20]);
        assertEquals(8, rounder.values(idle, 1)[2047]);
    }

    @Test
    void aTensorOfSubnormalsHasTheLeastScale() {
        LogRounder rounder = rounder(eight(Rounding.NEAREST, Underflow.ZERO), 1, 2);
        float[] values = {Float.MIN_VALUE, -1e-40f};
        double[] scales = rounder.fit(values);
        assertEquals(Float.MIN_NORMAL, rounder.values(scales, 0)[1]);
        assertArrayEquals(new float[] {0, -0f}, rounded(rounder, scales, values));
    }

    /** E SR(z) = z, within six standard errors, at places all over an octave. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 128, 4096})
    void stochasticRoundingIsRightOnAverageInTheLogarithm(int base) {
        LogChances chances = LogChances.of(base);
        LogGrid grid = LogGrid.of(base);
        int draws = 40_000;
        float[] copies = new float[draws];
        for (int place = 0; place < 40; place++) {
            float x = (float) Math.pow(2, DRAWS.at(5).uniform(place) * 3 - 1);
            Arrays.fill(copies, x);
            chances.draw(copies, 0, draws, grid.bits(-4 * base), grid.bits(4 * base), 1, 0, DRAWS.at(place));
            double sum = 0;
            for (float copy : copies) {
                sum += grid.index(Float.floatToRawIntBits(copy));
            }
            double z = base * Math.log(x) / Math.log(2);
            double f = z - Math.floor(z);
            assertEquals(z, sum / draws, 6 * Math.sqrt(f * (1 - f) / draws) + 1e-4, "of " + x);
        }
    }

    @Test
    void roundingAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] values = normal(4096, 1);
        for (Rounding rounding : Rounding.values()) {
            LogRounder rounder = rounder(format(12, 128, rounding, Underflow.ZERO, -1), 1, 4096);
            double[] scales = rounder.fit(values);
            for (int i = 0; i < 300; i++) {
                rounder.round(values, 0, 4096, scales, DRAWS);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                rounder.round(values, 0, 4096, scales, DRAWS);
            }
            long each = (threads.getCurrentThreadAllocatedBytes() - before) / 100;
            assertTrue(each < 64, each + " bytes");
        }
    }
}
