package org.espalier.layers.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.optimize.Loss.Measure;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.model.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTest {
    private static Measure l2(int... shape) {
        return new RelativeL2().prepare(shape, shape, true, new RelativeL2.Settings());
    }

    private static Measure h1(boolean periodic, int... shape) {
        return new H1().prepare(shape, shape, periodic, new H1.Settings());
    }

    private static Measure mse(int... shape) {
        return new MeanSquaredError().prepare(shape, shape, true, new MeanSquaredError.Settings());
    }

    @Test
    void theMeanSquaredErrorIsPerEntryAndItsGradientPerEntryAndSample() {
        double[] each = new double[2];
        float[] gradient = new float[4];
        mse(2, 1).evaluate(new float[] {3, 8, 0, 1}, new float[] {3, 4, 0, 2}, 2, each, gradient);
        assertArrayEquals(new double[] {8, 0.5}, each);
        // 2·error over two samples of two entries.
        assertArrayEquals(new float[] {0, 2, 0, -0.5f}, gradient);
    }

    @Test
    void relativeL2IsTheNormOfTheErrorOverTheNormOfTheTarget() {
        double[] each = new double[2];
        l2(2, 1).evaluate(new float[] {3, 8, 0, 1}, new float[] {3, 4, 0, 2}, 2, each, new float[0]);
        assertEquals(0.8, each[0], 1e-8);
        assertEquals(0.5, each[1], 1e-8);
    }

    @Test
    void aPerfectOutputHasNoLossAndNoGradient() {
        float[] u = Numbers.normal("u", 12, 1);
        double[] each = new double[1];
        float[] gradient = Numbers.normal("g", 12, 1);
        for (Measure measure : new Measure[] {l2(12, 1), h1(true, 12, 1), mse(12, 1)}) {
            measure.evaluate(u, u.clone(), 1, each, gradient);
            assertEquals(0, each[0]);
            for (float g : gradient) {
                assertEquals(0f, g);
            }
        }
    }

    @Test
    void aZeroTargetGivesAFiniteLoss() {
        double[] each = new double[1];
        float[] gradient = new float[4];
        l2(4, 1).evaluate(new float[] {1, 0, 0, 0}, new float[4], 1, each, gradient);
        assertTrue(Double.isFinite(each[0]) && Float.isFinite(gradient[0]));
    }

    @Test
    void h1OfAWaveWeighsItByItsFrequency() {
        int n = 512;
        float[] target = new float[n];
        float[] output = new float[n];
        for (int i = 0; i < n; i++) {
            double x = 2 * Math.PI * i / n;
            target[i] = (float) Math.sin(x);
            output[i] = (float) (Math.sin(x) + 0.1 * Math.cos(3 * x));
        }
        double[] each = new double[1];
        h1(true, n, 1).evaluate(output, target, 1, each, new float[0]);
        double k = 2 * Math.PI;
        double expected = 0.1 * Math.sqrt((1 + 9 * k * k) / (1 + k * k));
        assertEquals(expected, each[0], 1e-3 * expected);
    }

    @Test
    void atOpenBordersDerivativesOfParabolasAreExact() {
        int n = 6;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = i * i / 36f;
        }
        float[] d = new float[n];
        new Differences(1, n, 1, false).apply(x, d);
        for (int i = 0; i < n; i++) {
            assertEquals(2 * i / 6f, d[i], 1e-5f, "at point " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 5, 4, 2", "false, 5, 4, 2", "true, 3, 3, 1", "false, 3, 2, 1", "false, 1, 2, 2", "true, 2, 7, 1"
    })
    void gradientsAgreeWithCentralDifferences(boolean periodic, int n1, int n2, int channels) {
        int[] shape = {n1, n2, channels};
        check(l2(shape), 3, n1 * n2 * channels);
        check(h1(periodic, shape), 3, n1 * n2 * channels);
        check(mse(shape), 3, n1 * n2 * channels);
    }

    private static void check(Measure measure, int samples, int length) {
        float[] output = Numbers.normal("output", samples * length, 1);
        float[] target = Numbers.normal("target", samples * length, 1);
        float[] gradient = new float[samples * length];
        double[] each = new double[samples];
        for (int run = 0; run < 2; run++) {
            measure.evaluate(output, target, samples, each, gradient);
            double slope = Numbers.dot(gradient, gradient);
            double step = 1e-2 / Math.sqrt(slope);
            double up = mean(measure, moved(output, gradient, step), target, samples);
            double down = mean(measure, moved(output, gradient, -step), target, samples);
            assertEquals(slope, (up - down) / (2 * step), 1e-3 * slope);
        }
    }

    private static float[] moved(float[] from, float[] direction, double step) {
        float[] moved = new float[from.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (from[i] + step * direction[i]);
        }
        return moved;
    }

    private static double mean(Measure measure, float[] output, float[] target, int samples) {
        double[] each = new double[samples];
        measure.evaluate(output, target, samples, each, new float[0]);
        double sum = 0;
        for (double loss : each) {
            sum += loss;
        }
        return sum / samples;
    }

    @Test
    void outputsOfAnotherShapeThanTheTargetAreRefused() {
        int[] output = {8, 1};
        int[] target = {8, 2};
        assertThrows(SettingsException.class, () -> new RelativeL2()
                .prepare(output, target, true, new RelativeL2.Settings()));
        assertThrows(SettingsException.class, () -> new MeanSquaredError()
                .prepare(output, target, true, new MeanSquaredError.Settings()));
        assertThrows(SettingsException.class, () -> new H1().prepare(output, target, true, new H1.Settings()));
    }
}
