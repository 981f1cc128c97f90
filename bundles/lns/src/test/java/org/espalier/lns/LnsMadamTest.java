package org.espalier.lns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;

class LnsMadamTest {
    private static final RandomStream DRAWS = RandomStream.of(4, "lns-madam");
    private static final LnsMadam.Settings PAPER = new LnsMadam.Settings(1.0 / 128, 128, 0.999, 10, 3);
    private static final int SIZE = 500;

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

    private static void step(UpdateRule rule, float[] w, float[] g, float[][] moments, long age, double[] constants) {
        rule.update(w, g.clone(), moments, 0, w.length, PAPER.lr(), age, constants);
    }

    /** In the paper's form, w · 2^(−lr · round(g*) · sign w) in double precision, clamped. */
    @Test
    void aHundredStepsAreThoseOfThePapersFormula() {
        float[] w = normal(0, 0.05);
        LogGrid grid = LogGrid.of(128);
        grid.nearest(w, 0, SIZE, grid.bits(grid.least()), grid.bits(grid.most()), 1);
        double[] reference = new double[SIZE];
        double[] v = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            reference[i] = w[i];
        }
        double[] constants = new LnsMadam().constants(vector(SIZE), w, PAPER);
        float[][] moments = new float[1][SIZE];
        UpdateRule rule = new LnsMadam().prepare(vector(SIZE), PAPER);
        boolean[] open = new boolean[SIZE];
        for (int age = 1; age <= 100; age++) {
            float[] g = normal(age, 1e-3);
            step(rule, w, g, moments, age, constants);
            for (int i = 0; i < SIZE; i++) {
                v[i] = 0.999 * v[i] + 0.001 * (double) g[i] * g[i];
                double relative = g[i] / Math.sqrt(v[i] / (1 - Math.pow(0.999, age)));
                // So near to a half that floats may round otherwise.
                open[i] |= Math.abs(Math.abs(relative % 1) - 0.5) < 1e-4;
                double moved = Math.rint(Math.max(-10, Math.min(10, relative)));
                reference[i] *= Math.pow(2, -moved / 128 * Math.signum(reference[i]));
                double bounded = Math.min(constants[0], Math.abs(reference[i]));
                reference[i] = Math.copySign(bounded, reference[i]);
            }
        }
        int compared = 0;
        for (int i = 0; i < SIZE; i++) {
            // Behind the clamp the reference leaves the grid.
            if (!open[i] && Math.abs(reference[i]) < 0.9 * constants[0]) {
                assertEquals(reference[i], w[i], 2e-7 * Math.abs(reference[i]), "entry " + i);
                compared++;
            }
        }
        assertTrue(compared > 0.8 * SIZE, compared + " compared");
    }

    @Test
    void everyStepIsASumOfCodesAndTheNumberSystemFindsNothingToRound() {
        LogFormat update = LnsConformanceTest.defaults().at(org.espalier.api.number.Site.UPDATE);
        LogRounder rounder = new LogRounder(update, Groups.of(new int[] {SIZE}, Group.TENSOR));
        float[] w = normal(0, 0.05);
        double[] scales = rounder.fit(w);
        rounder.round(w, 0, SIZE, scales, DRAWS);
        double[] constants = new LnsMadam().constants(vector(SIZE), w, PAPER);
        float[][] moments = new float[1][SIZE];
        UpdateRule rule = new LnsMadam().prepare(vector(SIZE), PAPER);
        int[] before = new int[SIZE];
        int[] after = new int[SIZE];
        for (int age = 1; age <= 20; age++) {
            rounder.encode(w, scales, before);
            float[] g = normal(age, 1e-3);
            // At age 1 every normalised gradient is its sign.
            step(rule, w, g, moments, age, constants);
            float[] rounded = w.clone();
            rounder.round(rounded, 0, SIZE, scales, DRAWS);
            assertArrayEquals(w, rounded);
            rounder.encode(w, scales, after);
            for (int i = 0; i < SIZE && age == 1; i++) {
                int against = g[i] * w[i] > 0 ? -1 : 1;
                boolean atClamp = Math.abs(w[i]) > 0.98 * constants[0];
                assertTrue(atClamp || before[i] + against == after[i]);
            }
        }
    }

    @Test
    void signsAndZerosStayAndTheClampHolds() {
        float[] w = {0f, -0f, 0.5f, -0.5f, 1};
        double[] constants = {0.6};
        UpdateRule rule = new LnsMadam().prepare(vector(5), PAPER);
        float[][] moments = new float[1][5];
        for (int age = 1; age <= 300; age++) {
            step(rule, w, new float[] {1, 1, -1, 1, 0}, moments, age, constants);
        }
        assertEquals(0, Float.floatToRawIntBits(w[0]));
        assertEquals(Magnitudes.SIGN, Float.floatToRawIntBits(w[1]));
        assertEquals(0.6, w[2], 0.002);
        assertEquals(-0.6, w[3], 0.002);
        assertEquals(0.6, w[4], 0.002);
    }

    @Test
    void whatIsNotANumberShows() {
        float[] w = {1, Float.NaN};
        UpdateRule rule = new LnsMadam().prepare(vector(2), PAPER);
        step(rule, w, new float[] {Float.NaN, 0}, new float[1][2], 1, new double[] {3});
        assertTrue(Float.isNaN(w[0]) && Float.isNaN(w[1]));
    }

    @Test
    void settingsThatNeverMoveAWeightAreRefused() {
        assertEquals(
                "base: 100 — must be a power of two, such as 128",
                assertThrows(SettingsException.class, () -> new LnsMadam.Settings(0.01, 100, 0.999, 10, 3))
                        .getMessage());
        assertEquals(
                "lr: 1.0E-4 — with a base of 128 and a bound of 10.0 never moves a weight by a whole step; give at"
                        + " least 3.90625E-4",
                assertThrows(SettingsException.class, () -> new LnsMadam.Settings(1e-4, 128, 0.999, 10, 3))
                        .getMessage());
    }
}
