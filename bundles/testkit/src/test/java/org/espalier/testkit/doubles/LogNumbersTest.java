package org.espalier.testkit.doubles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class LogNumbersTest {
    private static final RandomStream DRAWS = RandomStream.of(1, "lns");
    private static final LogNumbers.Settings EIGHT = new LogNumbers.Settings(8, 8);
    private static final Madam.Settings MADAM = new Madam.Settings(1.0 / 128, 0.999, 10, 3);

    private static float[] normal(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) DRAWS.normal(i);
        }
        return values;
    }

    private static float[] rounded(float[] values, double[] scales, Rounder rounder) {
        float[] copy = values.clone();
        rounder.round(copy, 0, copy.length, scales, DRAWS);
        return copy;
    }

    @Test
    void roundingTwiceIsRoundingOnce() {
        float[] values = normal(1000);
        Rounder rounder = new LogNumbers().prepare(new int[] {10, 100}, Site.WEIGHT, EIGHT);
        double[] scales = rounder.fit(values);
        float[] once = rounded(values, scales, rounder);
        assertArrayEquals(once, rounded(once, scales, rounder));
        assertFalse(Arrays.equals(values, once));
    }

    @Test
    void roundingIsMonotoneAndKeepsSigns() {
        float[] values = normal(2000);
        Arrays.sort(values);
        Rounder rounder = new LogNumbers().prepare(new int[] {2000}, Site.GRADIENT, EIGHT);
        float[] once = rounded(values, rounder.fit(values), rounder);
        for (int i = 0; i < once.length; i++) {
            assertEquals(Math.signum(values[i]), Math.signum(once[i]));
            assertTrue(i == 0 || once[i - 1] <= once[i]);
        }
    }

    @Test
    void insideTheRangeTheErrorIsAtMostTheDeclaredOneAndReachesIt() {
        double declared = new LogNumbers().traits(Site.WEIGHT, EIGHT).relativeError();
        assertEquals(0.0443, declared, 1e-4);
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(2, -15 * DRAWS.uniform(i));
        }
        values[0] = 1;
        Rounder rounder = new LogNumbers().prepare(new int[] {10_000}, Site.GRADIENT, EIGHT);
        float[] once = rounded(values, rounder.fit(values), rounder);
        double worst = 0;
        for (int i = 0; i < values.length; i++) {
            worst = Math.max(worst, Math.abs(once[i] - values[i]) / values[i]);
        }
        assertTrue(worst <= declared + 1e-6 && worst > 0.99 * declared, worst + " against " + declared);
    }

    @Test
    void onlyZeroIsZero() {
        float[] values = {0, 1, 1e-30f, -1e-30f};
        Rounder rounder = new LogNumbers().prepare(new int[] {4}, Site.UPDATE, EIGHT);
        float[] once = rounded(values, rounder.fit(values), rounder);
        assertEquals(0, once[0]);
        assertTrue(once[2] > 0 && once[3] == -once[2]);
        assertTrue(new LogNumbers().traits(Site.UPDATE, EIGHT).exactZero());
    }

    @Test
    void aGroupOfZerosCanLeaveZero() {
        float[] values = new float[4];
        Rounder rounder = new LogNumbers().prepare(new int[] {4}, Site.GRADIENT, EIGHT);
        double[] scales = rounder.fit(values);
        assertArrayEquals(values, rounded(values, scales, rounder));
        assertEquals(0.5f, rounded(new float[] {0.5f, 0, 0, 0}, scales, rounder)[0]);
    }

    @Test
    void codesDecodeWithTheValueTableAlone() {
        float[] values = normal(60);
        values[7] = 0;
        Rounder rounder = new LogNumbers().prepare(new int[] {3, 20}, Site.WEIGHT, EIGHT);
        double[] scales = rounder.fit(values);
        assertEquals(3, scales.length);
        float[] once = rounded(values, scales, rounder);
        int[] codes = new int[60];
        rounder.encode(once, scales, codes);
        for (int i = 0; i < 60; i++) {
            assertTrue(codes[i] >= 0 && codes[i] < 256);
            assertEquals(once[i], rounder.values(scales, rounder.group(i))[codes[i]]);
        }
    }

    private static Parameter weights(int size) {
        return Parameter.trained("w", Init.normal(1), Axis.fixed(Role.NORM, size));
    }

    private static double[] constants(float[] w) {
        return new Madam().constants(weights(w.length), w, MADAM);
    }

    @Test
    void madamMultipliesByAPowerOfTwoAgainstTheGradient() {
        float[] w = {0.5f, -0.5f, 0.5f};
        UpdateRule rule = new Madam().prepare(weights(3), MADAM);
        // At age 1 every gradient is normalised to its sign.
        rule.update(w, new float[] {3, 3, -1e-3f}, new float[1][3], 0, 3, 0.25, 1, constants(w));
        assertEquals(0.5 * Math.pow(2, -0.25), w[0], 1e-6);
        assertEquals(-0.5 * Math.pow(2, 0.25), w[1], 1e-6);
        assertEquals(0.5 * Math.pow(2, 0.25), w[2], 1e-6);
    }

    @Test
    void theClampIsAConstantOfTheTensorAndFitsAnewAfterGrowth() {
        float[] w = {1e-4f, 1e-4f};
        UpdateRule rule = new Madam().prepare(weights(2), MADAM);
        double[] atBirth = constants(w);
        assertEquals(3e-4, atBirth[0], 1e-9);
        float[][] moments = new float[1][2];
        for (int age = 1; age <= 50; age++) {
            rule.update(w, new float[] {-1, -1}, moments, 0, 2, 0.25, age, atBirth);
        }
        assertEquals(3e-4, w[0], 1e-9);
        // A newborn of another size lifts the clamp: were it kept, the whole tensor would be stuck.
        assertTrue(constants(new float[] {3e-4f, 3e-4f, 0.1f})[0] > 0.1);
    }

    @Test
    void anExactZeroNeverMovesAndTheOptimizerSaysSo() {
        float[] w = {0, 1};
        new Madam()
                .prepare(weights(2), MADAM)
                .update(w, new float[] {5, 0}, new float[1][2], 0, 2, 0.25, 1, constants(w));
        assertArrayEquals(new float[] {0, 1}, w);
        assertFalse(new Madam().movesExactZero(MADAM));
    }

    @Test
    void onAGridAsFineAsTheRateAStepMovesEveryWeightByWholeCodes() {
        LogNumbers.Settings update = new LogNumbers.Settings(12, 128);
        Rounder rounder = new LogNumbers().prepare(new int[] {100}, Site.UPDATE, update);
        float[] w = normal(100);
        double[] scales = rounder.fit(w);
        w = rounded(w, scales, rounder);
        int[] before = new int[100];
        int[] after = new int[100];
        rounder.encode(w, scales, before);
        float[] gradient = normal(100);
        UpdateRule rule = new Madam().prepare(weights(100), MADAM);
        rule.update(w, gradient, new float[1][100], 0, 100, MADAM.lr(), 1, new double[] {1e9});
        rounder.encode(rounded(w, scales, rounder), scales, after);
        for (int i = 0; i < 100; i++) {
            int top = update.top();
            int moved = gradient[i] * Math.signum(w[i]) > 0 ? -1 : 1;
            int exponent = before[i] & top;
            int expected = Math.max(1, Math.min(top, exponent + moved));
            assertEquals(expected, after[i] & top, "entry " + i);
        }
    }
}
