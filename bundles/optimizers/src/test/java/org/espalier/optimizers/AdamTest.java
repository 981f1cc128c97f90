package org.espalier.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class AdamTest {
    private static final double[] NONE = {};

    private static Parameter vector(int size) {
        return Parameter.trained("w", Init.zero(), Axis.fixed(Role.NORM, size));
    }

    private static UpdateRule adam(double decay, double eps) {
        return new Adam().prepare(vector(4), new Adam.Settings(1e-3, decay, 0.9, 0.999, eps));
    }

    private static UpdateRule adamW(double decay) {
        return new AdamW().prepare(vector(4), new AdamW.Settings(1e-3, decay, 0.9, 0.999, 1e-8));
    }

    @Test
    void twoStepsAgreeWithTheFormulaByHand() {
        float[] w = {1};
        float[][] moments = {{0}, {0}};
        UpdateRule rule = adam(0, 1e-8);

        rule.update(w, new float[] {0.5f}, moments, 0, 1, 0.1, 1, NONE);
        // m = .05, v = .00025; corrected .5 and .25; step .1 · .5 / .5
        assertEquals(0.9, w[0], 1e-6);
        assertEquals(0.05, moments[0][0], 1e-8);
        assertEquals(0.00025, moments[1][0], 1e-9);

        rule.update(w, new float[] {-0.25f}, moments, 0, 1, 0.1, 2, NONE);
        // m = .9 · .05 − .1 · .25 = .02, over .19; v = .999 · .00025 + .001 · .0625 = .00031225, over .001999
        double step = 0.1 * (0.02 / 0.19) / Math.sqrt(0.00031225 / 0.001999);
        assertEquals(0.9 - step, w[0], 1e-6);
    }

    @Test
    void aHundredStepsAgreeWithADoubleImplementation() {
        assertFollowsReference(0.01, true);
        assertFollowsReference(0.01, false);
        assertFollowsReference(0, false);
    }

    private static void assertFollowsReference(double decay, boolean decoupled) {
        int n = 37;
        RandomStream draws = RandomStream.of(7, "adam");
        float[] w = new float[n];
        double[] reference = new double[n];
        double[] m = new double[n];
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            w[i] = (float) draws.normal(i);
            reference[i] = w[i];
        }
        float[][] moments = new float[2][n];
        UpdateRule rule = decoupled ? adamW(decay) : adam(decay, 1e-8);
        for (int t = 1; t <= 100; t++) {
            float[] gradient = new float[n];
            for (int i = 0; i < n; i++) {
                gradient[i] = (float) (draws.at(t).normal(i) * Math.pow(10, i % 7 - 3));
                double g = gradient[i] + (decoupled ? 0 : decay * reference[i]);
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                double step = m[i] / (1 - Math.pow(0.9, t)) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
                reference[i] = reference[i] * (decoupled ? 1 - 0.002 * decay : 1) - 0.002 * step;
            }
            rule.update(w, gradient, moments, 0, n, 0.002, t, NONE);
        }
        for (int i = 0; i < n; i++) {
            assertEquals(reference[i], w[i], 1e-5 * Math.max(1, Math.abs(reference[i])), "entry " + i);
        }
    }

    @Test
    void aNewbornsFirstStepIsTheRateHoweverOldTheRunIs() {
        float[] w = {0, 0};
        float[] gradient = {3, 3};
        float[][] moments = new float[2][2];
        UpdateRule rule = adam(0, 1e-8);

        rule.update(w, gradient, moments, 0, 1, 1e-3, 1, NONE);
        assertEquals(-1e-3, w[0], 1e-8);

        // The same entry under a global step counter: what ages are for.
        rule.update(w, gradient, moments, 1, 2, 1e-3, 10_000, NONE);
        assertEquals(-3.16e-3, w[1], 1e-5);
    }

    @Test
    void decoupledDecayShrinksByTheRateTimesTheDecay() {
        float[] w = {2};
        adamW(0.5).update(w, new float[] {0}, new float[2][1], 0, 1, 0.1, 1, NONE);
        assertEquals(2 * (1 - 0.1 * 0.5), w[0], 1e-6);
    }

    @Test
    void decayInTheGradientDrivesAnIdleWeightToZeroAndDecoupledDecayDoesNot() {
        float[] coupled = {0.05f};
        float[] decoupled = {0.05f};
        float[][] a = new float[2][1];
        float[][] b = new float[2][1];
        for (int t = 1; t <= 200; t++) {
            adam(1e-4, 1e-8).update(coupled, new float[1], a, 0, 1, 2e-3, t, NONE);
            adamW(1e-4).update(decoupled, new float[1], b, 0, 1, 2e-3, t, NONE);
        }
        assertEquals(0, coupled[0], 2e-3);
        assertEquals(0.05, decoupled[0], 1e-5);
    }
}
