package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.espalier.api.model.Parameters;
import org.espalier.layers.testing.ReferenceLayers;
import org.espalier.layers.testing.ReferenceLowRank;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x·(W0 + U·V)ᵀ + b against the dense matrix by its definition, entry by entry. */
class LowRankLinearTest extends LayerFixture {

    /** A shape: rows of the batch, inputs, outputs, rank. */
    private record Shape(Base base, int rows, int in, int out, int rank) {}

    /** Either side the larger, powers of two and others, one row, several blocks, no rank. */
    static Stream<Shape> shapes() {
        return Stream.of(Base.values())
                .flatMap(base -> Stream.of(
                        new Shape(base, 7, 5, 12, 3),
                        new Shape(base, 9, 12, 5, 3),
                        new Shape(base, 300, 8, 8, 2),
                        new Shape(base, 1, 1, 1, 1),
                        new Shape(base, 600, 3, 6, 1),
                        new Shape(base, 6, 1, 9, 1),
                        new Shape(base, 6, 9, 1, 1),
                        new Shape(base, 5, 2100, 3, 2),
                        new Shape(base, 5, 3, 2100, 2),
                        new Shape(base, 8, 6, 4, 0)));
    }

    /** A layer at work on rows that the workers share. */
    private final class Rig {
        private final Shape shape;
        private final Weights weights = new Weights(workers);
        private final NamedTensors parameters = new NamedTensors(workspace);
        private final Field x;
        private final Field y;
        private final Field dy;
        private final Field dx;
        private final LowRankLinear layer;

        Rig(Shape shape) {
            this.shape = shape;
            this.x = field("x", shape.in);
            this.y = field("y", shape.out);
            this.dy = field("dy", shape.out);
            this.dx = field("dx", shape.in);
            this.layer = new LowRankLinear(workers, weights, "layer", shape.base, shape.rank, x, y);
            double scale = 1 / Math.sqrt(shape.in);
            with("layer.u", shape.out, shape.rank, 1);
            with("layer.v", shape.rank, shape.in, scale);
            parameters.with("layer.bias", Numbers.normal("b", shape.out, 1));
            if (shape.base == Base.DENSE) {
                with("layer.w0", shape.out, shape.in, scale);
            }
        }

        private void with(String name, int rows, int columns, double scale) {
            parameters.with(name, Numbers.normal(name, rows * columns, scale));
        }

        private Field field(String name, int channels) {
            return LowRankLinearTest.this.field(name, 1, shape.rows, channels, 0.5f);
        }

        private int first(int worker) {
            return workers.first(worker, shape.rows);
        }

        private int share(int worker) {
            return first(worker + 1) - first(worker);
        }

        void forward() {
            weights.bind(parameters);
            workers.run(worker -> {
                layer.begin(worker);
                layer.forward(worker, 0, first(worker), share(worker));
            });
        }

        NamedTensors backward() {
            NamedTensors into = parameters.zeros();
            weights.bindGradients(new Trained(into));
            workers.run(worker -> {
                weights.clear(worker);
                layer.backward(worker, 0, first(worker), share(worker), dy, dx);
            });
            weights.collect();
            return into;
        }

        double loss() {
            forward();
            return Numbers.dot(values(y), values(dy));
        }

        ReferenceLowRank reference() {
            return new ReferenceLowRank(shape.base, shape.in, shape.out, shape.rank);
        }

        double[] weight() {
            double[] w0 = shape.base == Base.DENSE ? parameters.doubles("layer.w0") : new double[0];
            return reference().weight(parameters.doubles("layer.u"), parameters.doubles("layer.v"), w0);
        }
    }

    /** Gradients as a host gives them: none for what is frozen. */
    private record Trained(NamedTensors gradients) implements Parameters {
        @Override
        public INDArray get(String name) {
            assertTrue(!name.endsWith(".w0"), "the gradient of " + name + " was asked for");
            return gradients.get(name);
        }
    }

    private static void close(double[] expected, float[] actual, String what) {
        boolean zero = Arrays.stream(expected).allMatch(x -> x == 0) && Numbers.dot(actual, actual) == 0;
        double distance = zero ? 0 : Numbers.distance(actual, expected);
        assertTrue(distance < 2e-6, what + " differs by " + distance);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void outputsAndGradientsAreThoseOfTheDenseMatrixInDoublePrecision(Shape shape) {
        Rig rig = new Rig(shape);
        double[] dense = rig.weight();
        double[] x = Numbers.doubles(values(rig.x));
        double[] dy = Numbers.doubles(values(rig.dy));
        double[] y = new double[shape.rows * shape.out];
        double[] dx = new double[x.length];
        double[] dw = new double[dense.length];
        double[] db = new double[shape.out];
        double[] bias = rig.parameters.doubles("layer.bias");
        ReferenceLayers.linear(shape.rows, shape.in, shape.out, x, dense, bias, y);
        ReferenceLayers.linearBackward(shape.rows, shape.in, shape.out, x, dense, dy, dx, dw, db);
        for (int run = 0; run < 2; run++) {
            rig.forward();
            close(y, values(rig.y), "output");
            NamedTensors gradients = rig.backward();
            close(dx, values(rig.dx), "input gradient");
            close(db, gradients.values("layer.bias"), "bias");
            if (shape.rank > 0) {
                close(
                        rig.reference().gradientOfU(dw, rig.parameters.doubles("layer.v")),
                        gradients.values("layer.u"),
                        "u");
                close(
                        rig.reference().gradientOfV(dw, rig.parameters.doubles("layer.u")),
                        gradients.values("layer.v"),
                        "v");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void gradientsAgreeWithCentralDifferences(Base base) {
        Rig rig = new Rig(new Shape(base, 11, 6, 9, 3));
        rig.forward();
        NamedTensors gradients = rig.backward();
        for (String name : new String[] {"layer.u", "layer.v", "layer.bias"}) {
            agree(rig.parameters.get(name), gradients.values(name), rig::loss, name);
        }
        agree(rig.x.memory().array(), values(rig.dx), rig::loss, "input");
    }

    @Test
    void aFirstLayersInputGradientIsLeftOut() {
        Rig rig = new Rig(new Shape(Base.HADAMARD, 7, 5, 6, 2));
        rig.forward();
        float[] before = values(rig.dx);
        rig.weights.bindGradients(new Trained(rig.parameters.zeros()));
        rig.layer.backward(0, 0, 0, 7, rig.dy, null);
        assertArrayEquals(before, values(rig.dx));
    }

    /** U is zero at birth, and so is the part of it that growth brings; BLAS may add up a longer sum in another order. */
    @ParameterizedTest
    @EnumSource(Base.class)
    void termsWhoseLeftSideIsZeroChangeAnOutputByAUnitInTheLastPlaceAtMost(Base base) {
        Rig small = new Rig(new Shape(base, 33, 20, 24, 3));
        Rig large = new Rig(new Shape(base, 33, 20, 24, 8));
        float[] u = new float[24 * 8];
        float[] v = Arrays.copyOf(small.parameters.values("layer.v"), 8 * 20);
        for (int o = 0; o < 24; o++) {
            System.arraycopy(small.parameters.values("layer.u"), o * 3, u, o * 8, 3);
        }
        System.arraycopy(Numbers.normal("born", 5 * 20, 1), 0, v, 3 * 20, 5 * 20);
        large.parameters.with("layer.u", u).with("layer.v", v);
        small.forward();
        large.forward();
        float[] before = values(small.y);
        float[] after = values(large.y);
        float largest = 0;
        for (float each : before) {
            largest = Math.max(largest, Math.abs(each));
        }
        assertArrayEquals(before, after, Math.ulp(largest));
    }

    @Test
    void noneCostsNothingAndHadamardAnAdditionPerButterflyLegAndEntry() {
        assertEquals(0, Base.NONE.multiplyAdds(5, 12));
        assertEquals(0, Base.IDENTITY.multiplyAdds(5, 12));
        assertEquals(60, Base.DENSE.multiplyAdds(5, 12));
        assertEquals(8 * 3 + 12, Base.HADAMARD.multiplyAdds(5, 12));
        assertEquals(64 * 6 + 64, Base.HADAMARD.multiplyAdds(64, 64));
        assertEquals(64 * 6 + 64, Base.HADAMARD.additions(64, 64), "and nothing is multiplied");
        assertEquals(0, Base.DENSE.additions(5, 12));
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void aStepAllocatesNothing(Base base) {
        Rig rig = new Rig(new Shape(base, 300, 40, 50, 6));
        NamedTensors into = rig.parameters.zeros();
        Trained trained = new Trained(into);
        Runnable step = () -> {
            rig.weights.bind(rig.parameters);
            rig.layer.begin(0);
            rig.layer.forward(0, 0, 0, 300);
            rig.weights.bindGradients(trained);
            rig.weights.clear(0);
            rig.layer.backward(0, 0, 0, 300, rig.dy, rig.dx);
            rig.weights.collect();
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 200; i++) {
            step.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            step.run();
        }
        long perStep = (threads.getCurrentThreadAllocatedBytes() - before) / 100;
        assertTrue(perStep < 512, perStep + " bytes per step");
    }

    @Test
    void aTensorOfAnotherSizeIsRefusedByName() {
        Rig rig = new Rig(new Shape(Base.DENSE, 3, 4, 5, 2));
        rig.parameters.with("layer.w0", new float[19]);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, rig::forward);
        assertEquals("layer.w0 has 19 entries, but the program was prepared for 20", refusal.getMessage());
    }
}
