package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.espalier.layers.testing.ReferenceLayers;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ActivationTest {
    /** More than a tile, and no multiple of one. */
    private static final int LENGTH = Gelu.TILE + 777;

    private static double[] reference(Activation function, double[] x) {
        return function == Activation.GELU
                ? ReferenceLayers.gelu(x)
                : Arrays.stream(x).map(v -> v > 0 ? v : 0).toArray();
    }

    private static double[] referenceBackward(Activation function, double[] x, double[] dy) {
        double[] dx = ReferenceLayers.geluBackward(x, dy);
        for (int i = 0; i < dx.length && function != Activation.GELU; i++) {
            dx[i] = x[i] > 0 ? dy[i] : 0;
        }
        return dx;
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void valuesAndGradientsAgreeWithDoublePrecisionAndCentralDifferences(Activation function) {
        try (TestWorkspace workspace = new TestWorkspace(2)) {
            Workers workers = new Workers(workspace);
            PointwiseActivation layer = new PointwiseActivation(workers, function, 2, 1, LENGTH);
            float[] values = Numbers.normal("x", 2 * LENGTH, 1);
            for (int i = 0; i < values.length; i++) {
                // Away from the kink, which central differences would straddle.
                values[i] += Math.signum(values[i]) * 0.05f;
            }
            double[] exact = Numbers.doubles(values);
            INDArray x = workspace.array(values, 2L * LENGTH);
            INDArray y = workspace.allocate(2L * LENGTH);
            float[] dy = Numbers.normal("dy", 2 * LENGTH, 1);
            INDArray error = workspace.array(dy, 2L * LENGTH);
            layer.keepSlopes();
            apply(workers, layer, x, y, true);
            assertTrue(Numbers.distance(TestWorkspace.read(y), reference(function, exact)) < 1e-6);
            workers.run(
                    worker -> layer.backward(worker, worker, 0, Memory.of(error).at((long) worker * LENGTH), LENGTH));
            float[] dx = TestWorkspace.read(error);
            double[] expected = referenceBackward(function, exact, Numbers.doubles(dy));
            assertTrue(Numbers.distance(dx, expected) < 1e-6);
            double[] moving = exact.clone();
            DoubleSupplier loss = () -> {
                double sum = 0;
                double[] out = reference(function, moving);
                for (int i = 0; i < out.length; i++) {
                    sum += out[i] * dy[i];
                }
                return sum;
            };
            double mismatch = Derivatives.mismatch(moving, expected, loss);
            assertTrue(mismatch < 1e-6, "reference: " + mismatch);
        }
    }

    private static void apply(Workers workers, PointwiseActivation layer, INDArray x, INDArray y, boolean training) {
        Memory from = Memory.of(x);
        Memory to = Memory.of(y);
        workers.run(worker -> {
            long at = to.at((long) worker * LENGTH);
            workers.blas(worker).copy(LENGTH, from.at((long) worker * LENGTH), at);
            layer.forward(worker, worker, 0, at, LENGTH, training);
        });
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void evaluationGivesTheBitsOfTraining(Activation function) {
        float[] x = Numbers.normal("x", Gelu.TILE, 2);
        float[] one = new float[x.length];
        float[] two = new float[x.length];
        function.forward(x, one, x.length);
        function.forward(x, two, new float[x.length], x.length);
        assertArrayEquals(one, two);
    }

    @Test
    void anOpenReluLetsErrorsThroughAtZero() {
        float[] x = {-1f, -0f, 0f, Float.MIN_VALUE, 3f, Float.NaN, -Float.MIN_VALUE};
        float[] y = new float[x.length];
        float[] slope = new float[x.length];
        Relu.forwardOpen(x, y, slope, x.length);
        assertArrayEquals(new float[] {0, 0, 0, Float.MIN_VALUE, 3, Float.NaN, 0}, y);
        assertArrayEquals(new float[] {0, 1, 1, 1, 1, 0, 0}, slope);
    }

    @Test
    void reluTwiceIsReluOnceAndHidesNoNaN() {
        float[] x = {-1f, -0f, 0f, Float.MIN_VALUE, 3f, Float.NaN, Float.NEGATIVE_INFINITY};
        float[] once = new float[x.length];
        float[] slope = new float[x.length];
        Relu.forward(x, once, slope, x.length);
        assertArrayEquals(new float[] {0, 0, 0, Float.MIN_VALUE, 3, Float.NaN, 0}, once);
        assertArrayEquals(new float[] {0, 0, 0, 1, 1, 0, 0}, slope);
        float[] twice = once.clone();
        Relu.forward(twice, twice, x.length);
        for (int i = 0; i < x.length; i++) {
            assertEquals(once[i], twice[i], 0f);
        }
    }
}
