package org.espalier.layers.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.espalier.api.optimize.Loss.Measure;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.Numbers;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
    private static final float[] NONE = {};

    private static Measure measure(int[] output, int[] target) {
        return new CrossEntropy().prepare(output, target, false, new CrossEntropy.Settings());
    }

    private static double mean(Measure measure, float[] output, float[] target, int samples) {
        double[] each = new double[samples];
        measure.evaluate(output, target, samples, each, NONE);
        double sum = 0;
        for (double loss : each) sum += loss / samples;
        return sum;
    }

    @Test
    void equalLogitsCostTheLogarithmOfTheClasses() {
        Measure measure = measure(new int[] {5}, new int[] {1});
        assertEquals(Math.log(5), mean(measure, new float[] {7, 7, 7, 7, 7}, new float[] {3}, 1), 1e-12);
    }

    @Test
    void lossAndGradientAreThoseOfTheDefinition() {
        float[] v = {1, -2, 0.5f};
        double partition = Math.exp(1) + Math.exp(-2) + Math.exp(0.5);
        float[] gradient = new float[3];
        double[] each = new double[1];
        measure(new int[] {3}, new int[] {3}).evaluate(v, new float[] {0, 0, 1}, 1, each, gradient);
        assertEquals(Math.log(partition) - 0.5, each[0], 1e-12);
        for (int i = 0; i < 3; i++) {
            assertEquals(Math.exp(v[i]) / partition - (i == 2 ? 1 : 0), gradient[i], 1e-7);
        }
    }

    @Test
    void labelsAndOneHotRowsGiveTheSameBits() {
        float[] output = Numbers.normal("logits", 2 * 3 * 4, 2);
        float[] labels = {0, 3, 2, 1, 1, 0};
        float[] rows = new float[output.length];
        for (int i = 0; i < labels.length; i++) rows[4 * i + (int) labels[i]] = 1;
        float[] expected = new float[output.length];
        double[] losses = new double[2];
        measure(new int[] {3, 4}, new int[] {3, 4}).evaluate(output, rows, 2, losses, expected);
        for (int[] shape : new int[][] {{3}, {3, 1}}) {
            Measure byLabel = measure(new int[] {3, 4}, shape);
            float[] gradient = new float[output.length];
            double[] each = new double[2];
            byLabel.evaluate(output, labels, 2, each, gradient);
            assertArrayEquals(losses, each);
            assertArrayEquals(expected, gradient);
            assertEquals(
                    measure(new int[] {3, 4}, new int[] {3, 4}).figures(output, rows, 2),
                    byLabel.figures(output, labels, 2));
        }
    }

    @Test
    void gradientsAgreeWithCentralDifferences() {
        int classes = 4;
        Measure measure = measure(new int[] {2, classes}, new int[] {2, classes});
        float[] output = Numbers.normal("output", 3 * 2 * classes, 1);
        float[] target = Numbers.normal("target", output.length, 1);
        for (int i = 0; i < target.length; i++) target[i] *= target[i];
        float[] gradient = new float[output.length];
        measure.evaluate(output, target, 3, new double[3], gradient);
        double[] moving = Numbers.doubles(output);
        double mismatch = Derivatives.mismatch(moving, Numbers.doubles(gradient), () -> {
            float[] at = new float[moving.length];
            // Whole multiples of 2^-14 are exact in float32, so that the step of 1e-5 is not lost: scaled up around the
            // point.
            for (int i = 0; i < at.length; i++) at[i] = (float) (output[i] + 1000 * (moving[i] - output[i]));
            return mean(measure, at, target, 3) / 1000;
        });
        assertTrue(mismatch < 1e-3, "mismatch " + mismatch);
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        Measure measure = measure(new int[] {2}, new int[] {1});
        float[] gradient = new float[2];
        double[] each = new double[1];
        measure.evaluate(new float[] {3e38f, -3e38f}, new float[] {0}, 1, each, gradient);
        assertEquals(0, each[0]);
        assertArrayEquals(new float[] {0, 0}, gradient);
        assertTrue(Double.isNaN(mean(measure, new float[] {Float.NaN, 1}, new float[] {1}, 1)), "NaN must not hide");
    }

    @Test
    void accuracyIsTheShareOfRightClasses() {
        Measure measure = measure(new int[] {3}, new int[] {1});
        float[] output = {1, 2, 0, /**/ 5, 1, 1, /**/ 0, 0, 9, /**/ 1, 1, 0};
        assertEquals(Map.of("accuracy", 0.75), measure.figures(output, new float[] {1, 0, 0, 0}, 4));
    }

    @Test
    void ofSequencesItTellsBitsPerTokenToo() {
        Measure measure = measure(new int[] {2, 4}, new int[] {2, 1});
        float[] output = Numbers.normal("logits", 3 * 2 * 4, 2);
        float[] target = {0, 3, 2, 1, 1, 0};
        Map<String, Double> figures = measure.figures(output, target, 3);
        assertEquals(mean(measure, output, target, 3) / Math.log(2), figures.get("bits-per-token"), 1e-12);
        assertEquals(2, figures.size());
    }

    @Test
    void exponentialsAreRightFarBeyondWhatCounts() {
        int n = 2001;
        double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = -0.025 * i;
        double[] y = x.clone();
        Exponentials.exp(y, n);
        for (int i = 0; i < n; i++) assertEquals(1, y[i] / StrictMath.exp(x[i]), 1e-12);
        double[] edges = {0, -1e4, Double.NEGATIVE_INFINITY, Double.NaN};
        Exponentials.exp(edges, 4);
        assertEquals(1, edges[0]);
        assertTrue(edges[1] >= 0 && edges[1] < 1e-300 && edges[2] == edges[1] && Double.isNaN(edges[3]));
    }

    @Test
    void itSaysHowManyClassesOutputsScore() {
        assertEquals(3, measure(new int[] {3}, new int[] {1}).classes());
        assertEquals(7, measure(new int[] {5, 7}, new int[] {5, 7}).classes());
    }

    @Test
    void whatIsNoClassIsRefused() {
        assertThrows(SettingsException.class, () -> measure(new int[] {1}, new int[] {1}));
        assertThrows(SettingsException.class, () -> measure(new int[] {3}, new int[] {2}));
        assertThrows(SettingsException.class, () -> measure(new int[] {2, 3}, new int[] {1}));
        Measure measure = measure(new int[] {3}, new int[] {1});
        for (float label : new float[] {3, -1, 0.5f, Float.NaN}) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class, () -> mean(measure, new float[3], new float[] {label}, 1));
            assertTrue(refusal.getMessage().contains("0 to 2"), refusal.getMessage());
        }
    }
}
