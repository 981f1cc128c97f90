package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.layers.testing.ReferenceImages.Convolution;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv2dTest {
    /** A convolution at work. */
    private static final class Rig implements AutoCloseable {
        final TestWorkspace workspace;
        final Workers workers;
        final Weights weights;
        final NamedTensors parameters;
        final Convolution sizes;
        final Field x;
        final Field y;
        final Field dy;
        final Field dx;
        final Conv2d conv;

        Rig(Convolution sizes, int workers) {
            this.workspace = new TestWorkspace(workers);
            this.workers = new Workers(workspace);
            this.weights = new Weights(this.workers);
            this.parameters = new NamedTensors(workspace);
            this.sizes = sizes;
            int points = sizes.outputs() / sizes.samples();
            this.x = field("x", sizes.height() * sizes.width(), sizes.in());
            this.y = field("stale y", points, sizes.out());
            this.dy = field("dy", points, sizes.out());
            this.dx = field("stale dx", sizes.height() * sizes.width(), sizes.in());
            this.conv = new Conv2d(
                    this.workers,
                    weights,
                    "conv",
                    sizes.side(),
                    sizes.stride(),
                    new Raster(sizes.height(), sizes.width()),
                    x,
                    y);
            int taps = sizes.side() * sizes.side();
            parameters
                    .with("conv.weight", Numbers.normal("w", taps * sizes.in() * sizes.out(), 1))
                    .with("conv.bias", Numbers.normal("b", sizes.out(), 1));
        }

        private Field field(String name, int points, int channels) {
            Field field = Field.allocate(workers, sizes.samples(), points, channels);
            float[] values = Numbers.normal(name, sizes.samples() * points * channels, 1);
            for (int i = 0; i < values.length; i++) {
                // A mean keeps the gradients of biases from being what is left of a cancellation.
                values[i] += 0.5f;
            }
            TestWorkspace.write(field.memory().array(), values);
            return field;
        }

        float[] forward() {
            weights.bind(parameters);
            workers.run(worker -> {
                int from = workers.first(worker, sizes.samples());
                conv.forward(worker, from, workers.first(worker + 1, sizes.samples()) - from);
            });
            return values(y);
        }

        NamedTensors backward() {
            NamedTensors into = parameters.zeros();
            step(into);
            return into;
        }

        void step(NamedTensors into) {
            weights.bindGradients(into);
            workers.run(worker -> {
                weights.clear(worker);
                int from = workers.first(worker, sizes.samples());
                conv.backward(worker, from, workers.first(worker + 1, sizes.samples()) - from, dy, dx);
            });
            weights.collect();
        }

        static float[] values(Field field) {
            return TestWorkspace.read(field.memory().array());
        }

        static double[] doubles(Field field) {
            return Numbers.doubles(values(field));
        }

        @Override
        public void close() {
            workspace.close();
        }
    }

    /**
     * Samples, height, width, channels in and out, side, stride: edges larger than kernels and smaller, strides that fit and do
     * not.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 6, 5, 3, 4, 3, 1",
        "2, 17, 19, 3, 2, 3, 1",
        "9, 4, 4, 5, 3, 3, 1",
        "3, 6, 5, 3, 4, 3, 2",
        "5, 7, 8, 2, 4, 3, 2",
        "3, 6, 7, 3, 4, 1, 2",
        "2, 5, 5, 3, 4, 1, 1",
        "2, 8, 6, 3, 2, 5, 1",
        "2, 9, 7, 2, 3, 7, 2",
        "2, 8, 7, 2, 3, 3, 3",
        "2, 2, 1, 3, 2, 5, 1",
        "2, 1, 1, 3, 2, 3, 2",
        "1, 6, 5, 3, 1, 3, 1",
        "3, 6, 5, 1, 4, 3, 2"
    })
    void outputsAndGradientsAreThoseOfTheDefinitionInDoublePrecision(
            int samples, int height, int width, int in, int out, int side, int stride) {
        Convolution sizes = new Convolution(samples, height, width, in, out, side, stride);
        try (Rig rig = new Rig(sizes, 2)) {
            double[] w = rig.parameters.doubles("conv.weight");
            double[] b = rig.parameters.doubles("conv.bias");
            double[] x = Rig.doubles(rig.x);
            double[] dx = new double[x.length];
            double[] dw = new double[w.length];
            double[] db = new double[out];
            sizes.backward(x, w, Rig.doubles(rig.dy), dx, dw, db);
            for (int run = 0; run < 2; run++) {
                assertTrue(Numbers.distance(rig.forward(), sizes.forward(x, w, b)) < 1e-6);
                NamedTensors gradients = rig.backward();
                assertTrue(Numbers.distance(Rig.values(rig.dx), dx) < 1e-6, "input");
                assertTrue(Numbers.distance(gradients.values("conv.weight"), dw) < 2e-6, "weight");
                assertTrue(Numbers.distance(gradients.values("conv.bias"), db) < 2e-6, "bias");
            }
        }
    }

    @Test
    void theReferenceItselfAgreesWithCentralDifferences() {
        Convolution sizes = new Convolution(2, 5, 4, 2, 3, 3, 2);
        double[] x = Numbers.doubles(Numbers.normal("x", 2 * 5 * 4 * 2, 1));
        double[] w = Numbers.doubles(Numbers.normal("w", 9 * 2 * 3, 1));
        double[] b = Numbers.doubles(Numbers.normal("b", 3, 1));
        double[] dy = Numbers.doubles(Numbers.normal("dy", sizes.outputs() * 3, 1));
        List<double[]> gradients = List.of(new double[x.length], new double[w.length], new double[3]);
        sizes.backward(x, w, dy, gradients.get(0), gradients.get(1), gradients.get(2));
        List<double[]> values = List.of(x, w, b);
        for (int i = 0; i < 3; i++) {
            double mismatch = Derivatives.mismatch(values.get(i), gradients.get(i), () -> {
                double[] y = sizes.forward(x, w, b);
                double sum = 0;
                for (int j = 0; j < y.length; j++) sum += y[j] * dy[j];
                return sum;
            });
            assertTrue(mismatch < 1e-6, i + ": " + mismatch);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 3"})
    void gradientsAgreeWithCentralDifferences(int stride, int side) {
        try (Rig rig = new Rig(new Convolution(3, 6, 5, 3, 4, side, stride), 2)) {
            rig.forward();
            NamedTensors gradients = rig.backward();
            float[] dx = Rig.values(rig.dx);
            for (String name : gradients.names()) {
                double mismatch = Derivatives.mismatch(
                        rig.parameters.get(name),
                        gradients.values(name),
                        () -> Numbers.dot(rig.forward(), Rig.values(rig.dy)));
                assertTrue(mismatch < 1e-3, name + ": " + mismatch);
            }
            double mismatch = Derivatives.mismatch(
                    rig.x.memory().array(), dx, () -> Numbers.dot(rig.forward(), Rig.values(rig.dy)));
            assertTrue(mismatch < 1e-3, "input: " + mismatch);
        }
    }

    @Test
    void theSameNumberOfWorkersGivesTheSameBits() {
        Convolution sizes = new Convolution(7, 9, 8, 16, 24, 3, 1);
        try (Rig one = new Rig(sizes, 3);
                Rig other = new Rig(sizes, 3)) {
            other.forward();
            other.backward();
            assertArrayEquals(one.forward(), other.forward());
            NamedTensors gradients = one.backward();
            NamedTensors again = other.backward();
            for (String name : gradients.names()) {
                assertArrayEquals(gradients.values(name), again.values(name), name);
            }
            assertArrayEquals(Rig.values(one.dx), Rig.values(other.dx));
        }
    }

    @Test
    void anEvenSideAndAnOutputOfAnotherSizeAreRefused() {
        Raster image = new Raster(4, 6);
        IllegalArgumentException even =
                assertThrows(IllegalArgumentException.class, () -> new ShiftedGrid(image, 2, 1));
        assertEquals("a kernel with a side of 2 has no centre; take an odd side", even.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new ShiftedGrid(image, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> new Raster(0, 3));
        try (TestWorkspace workspace = new TestWorkspace(1)) {
            Workers workers = new Workers(workspace);
            Field x = Field.allocate(workers, 1, 24, 2);
            IllegalArgumentException other = assertThrows(
                    IllegalArgumentException.class,
                    () -> Conv2d.withoutBias(workers, new Weights(workers), "conv", 3, 2, image, x, x));
            assertEquals("conv makes 2 × 3 of 4 × 6, not 24 points of 24", other.getMessage());
        }
    }
}
