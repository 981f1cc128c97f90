package org.espalier.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadamTest {
    private static final RandomStream DRAWS = RandomStream.of(8, "madam");
    private static final Madam.Settings MADAM = new Madam.Settings(0.01, 0.999, 10, 3);
    private static final IntMadam.Settings INTEGER = new IntMadam.Settings(0.01, 1e-3, 4096, 0.999, 10, 3);
    private static final int SIZE = 200;

    private static Parameter vector(int size) {
        return Parameter.trained("w", Init.normal(1), Axis.fixed(Role.NORM, size));
    }

    private static float[] normal(long seed, double std) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) (std * DRAWS.at(seed).normal(i));
        }
        return values;
    }

    /** Rates from tame to such that the largest factor is e^±30. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.01, 0.1, 3})
    void stepsAgreeWithADoubleImplementation(double rate) {
        float[] w = normal(0, 0.05);
        double[] reference = new double[SIZE];
        double[] v = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            reference[i] = w[i];
        }
        double[] constants = new Madam().constants(vector(SIZE), w, MADAM);
        UpdateRule rule = new Madam().prepare(vector(SIZE), MADAM);
        float[][] moments = new float[1][SIZE];
        for (int age = 1; age <= 20; age++) {
            float[] g = normal(age, Math.pow(10, age % 5 - 3));
            for (int i = 0; i < SIZE; i++) {
                v[i] = 0.999 * v[i] + 0.001 * (double) g[i] * g[i];
                double relative = g[i] / Math.sqrt(v[i] / (1 - Math.pow(0.999, age)));
                double bounded = Math.max(-10, Math.min(10, relative));
                double moved = reference[i] * Math.exp(-rate * bounded * Math.signum(reference[i]));
                reference[i] =
                        Math.copySign(Math.max(Float.MIN_NORMAL, Math.min(constants[0], Math.abs(moved))), moved);
            }
            rule.update(w, g, moments, 0, SIZE, rate, age, constants);
        }
        for (int i = 0; i < SIZE; i++) {
            double allowed = 2e-6 * Math.max(1, 100 * rate) * Math.abs(reference[i]);
            assertEquals(reference[i], w[i], allowed, "entry " + i);
        }
    }

    @Test
    void theClampIsThreeTimesTheRootMeanSquareAtBirth() {
        assertEquals(3 * Math.sqrt(12.5), new Madam().constants(vector(2), new float[] {3, -4}, MADAM)[0], 1e-12);
        float[] w = {3, -4};
        UpdateRule rule = new Madam().prepare(vector(2), MADAM);
        float[][] moments = new float[1][2];
        for (int age = 1; age <= 200; age++) {
            rule.update(w, new float[] {-1, 1}, moments, 0, 2, 0.01, age, new double[] {5});
        }
        assertArrayEquals(new float[] {5, -5}, w);
    }

    @Test
    void signsAndZerosStayAndNothingElseBecomesZero() {
        float[] w = {0, 1, -1};
        UpdateRule rule = new Madam().prepare(vector(3), MADAM);
        float[][] moments = new float[1][3];
        for (int age = 1; age <= 500; age++) {
            rule.update(w, new float[] {1, 1, -1}, moments, 0, 3, 1, age, new double[] {3});
        }
        assertArrayEquals(new float[] {0, Float.MIN_NORMAL, -Float.MIN_NORMAL}, w);
    }

    @Test
    void gradientsWhoseSquaresVanishMoveNothingMuch() {
        float[] w = {1, 1};
        UpdateRule rule = new Madam().prepare(vector(2), MADAM);
        rule.update(w, new float[] {1e-30f, 0}, new float[1][2], 0, 2, 0.01, 1, new double[] {3});
        assertArrayEquals(new float[] {1, 1}, w);
    }

    @Test
    void whatIsNotANumberShows() {
        float[] w = {1, Float.NaN};
        new Madam()
                .prepare(vector(2), MADAM)
                .update(w, new float[] {Float.NaN, 0}, new float[1][2], 0, 2, 0.01, 1, new double[] {3});
        assertTrue(Float.isNaN(w[0]) && Float.isNaN(w[1]));
        float[] whole = {1, Float.NaN};
        new IntMadam()
                .prepare(vector(2), INTEGER)
                .update(whole, new float[] {Float.NaN, 0}, new float[1][2], 0, 2, 0.01, 1, new double[] {3});
        assertTrue(Float.isNaN(whole[0]) && Float.isNaN(whole[1]));
    }

    @Test
    void everyLevelIsFoundAgain() {
        for (double step : new double[] {1e-4, 1e-3, 0.005, 1}) {
            int count = (int) Math.min(65536, 80 / step);
            Levels levels = new Levels(step, count);
            for (int k = 0; k < count; k++) {
                assertEquals(k, levels.nearest(levels.magnitude(k)));
                assertEquals(k, levels.nearest(0.3f * levels.magnitude(k) / 0.3f));
            }
            assertEquals(0, levels.nearest(7));
            assertEquals(count - 1, levels.nearest(1e-40f));
        }
    }

    @Test
    void integerStepsAreWholeLevelsAndWeightsAreNothingElse() {
        float[] w = normal(0, 0.05);
        double[] constants = new IntMadam().constants(vector(SIZE), w, INTEGER);
        UpdateRule rule = new IntMadam().prepare(vector(SIZE), INTEGER);
        Levels levels = new Levels(1e-3, 4096);
        Set<Float> allowed = new HashSet<>();
        for (int k = 0; k < 4096; k++) {
            allowed.add((float) constants[0] * levels.magnitude(k));
        }
        float[][] moments = new float[1][SIZE];
        for (int age = 1; age <= 30; age++) {
            float[] before = w.clone();
            float[] g = normal(age, 1e-2);
            rule.update(w, g.clone(), moments, 0, SIZE, 0.01, age, constants);
            for (int i = 0; i < SIZE; i++) {
                assertTrue(allowed.contains(Math.abs(w[i])));
                assertEquals(Math.signum(before[i]), Math.signum(w[i]));
            }
            if (age == 1) {
                // Ten levels each, against the gradient.
                int k = levels.nearest((float) (Math.abs(before[0]) / constants[0]));
                int now = levels.nearest((float) (Math.abs(w[0]) / constants[0]));
                assertEquals(k + (g[0] * w[0] > 0 ? 10 : -10), now);
            }
        }
    }

    @Test
    void aGradientBelowHalfALevelMovesNothing() {
        float[] w = {1, 1};
        UpdateRule rule = new IntMadam().prepare(vector(2), INTEGER);
        float[][] moments = new float[1][2];
        rule.update(w, new float[] {1, 1}, moments, 0, 2, 0.01, 1, new double[] {3});
        float[] before = w.clone();
        rule.update(w, new float[] {0.03f, 0.1f}, moments, 0, 2, 0.01, 2, new double[] {3});
        assertEquals(before[0], w[0]);
        assertTrue(w[1] < before[1]);
    }

    @Test
    void settingsOutOfReachAreRefused() {
        assertEquals(
                "levels",
                assertThrows(SettingsException.class, () -> new IntMadam.Settings(0.01, 0.1, 4096, 0.999, 10, 3))
                        .key());
        assertEquals(
                "lr: 1.0E-5 — with a bound of 10.0 never moves a weight by a level of 0.001",
                assertThrows(SettingsException.class, () -> new IntMadam.Settings(1e-5, 1e-3, 4096, 0.999, 10, 3))
                        .getMessage());
    }
}
