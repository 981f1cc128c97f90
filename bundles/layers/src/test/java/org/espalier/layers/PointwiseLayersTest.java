package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.espalier.layers.testing.ReferenceLayers;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers that work point by point: linear, lifting, projection. */
class PointwiseLayersTest extends LayerFixture {
    private static final int SAMPLES = 3;
    private static final int IN = 5;

    /** A mean keeps the gradients of biases from being what is left of a cancellation. */
    private Field field(String name, int points, int channels) {
        return field(name, SAMPLES, points, channels, 0.5f);
    }

    private NamedTensors backward(SampleTask task) {
        NamedTensors into = parameters.zeros();
        weights.bindGradients(into);
        workers.run(weights::clear);
        forEachSample(SAMPLES, task);
        weights.collect();
        return into;
    }

    private static void close(double[] expected, float[] actual, String what) {
        double distance = Numbers.distance(actual, expected);
        assertTrue(distance < 1e-6, what + " differs by " + distance);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300})
    void aLinearLayerAgreesWithDoublePrecisionAndCentralDifferences(int points) {
        int out = 4;
        Field x = field("x", points, IN);
        Field y = field("y", points, out);
        Field dy = field("dy", points, out);
        Field dx = field("dx", points, IN);
        Linear layer = new Linear(workers, weights, "dense", x, y);
        parameters
                .with("dense.weight", Numbers.normal("w", IN * out, 1))
                .with("dense.bias", Numbers.normal("b", out, 1));
        DoubleSupplier loss = () -> {
            weights.bind(parameters);
            workers.run(layer::begin);
            forEachSample(SAMPLES, layer::forward);
            return Numbers.dot(values(y), values(dy));
        };
        for (int run = 0; run < 2; run++) {
            loss.getAsDouble();
            Map<String, double[]> expected = new HashMap<>();
            double[] all = reference("dense", x, out, expected, Numbers.doubles(values(dy)));
            close(all, values(y), "output");
            NamedTensors gradients = backward((worker, s) -> layer.backward(worker, s, dy, dx));
            compare(expected, gradients, loss);
            close(expected.get("input"), values(dx), "input gradient");
            agree(x.memory().array(), values(dx), loss, "input");
        }
    }

    @Test
    void aLinearLayerWithoutBiasIsTheProductAlone() {
        int out = 4;
        Field x = field("x", 300, IN);
        Field y = field("y", 300, out);
        Field dy = field("dy", 300, out);
        Field dx = field("dx", 300, IN);
        Linear layer = Linear.withoutBias(workers, weights, "dense", x, y);
        parameters.with("dense.weight", Numbers.normal("w", IN * out, 1));
        DoubleSupplier loss = () -> {
            weights.bind(parameters);
            workers.run(layer::begin);
            forEachSample(SAMPLES, layer::forward);
            return Numbers.dot(values(y), values(dy));
        };
        loss.getAsDouble();
        double[] w = parameters.doubles("dense.weight");
        double[] input = Numbers.doubles(values(x));
        double[] expected = new double[SAMPLES * 300 * out];
        ReferenceLayers.linear(SAMPLES * 300, IN, out, input, w, new double[out], expected);
        close(expected, values(y), "output");
        NamedTensors gradients = backward((worker, s) -> layer.backward(worker, s, dy, dx));
        agree(parameters.get("dense.weight"), gradients.values("dense.weight"), loss, "weight");
        agree(x.memory().array(), values(dx), loss, "input");
    }

    @Test
    void aLinearLayerSplitByPointsGivesWhatItGivesSplitBySamples() {
        int points = 301;
        Field x = field("x", points, IN);
        Field y = field("y", points, 4);
        Field dy = field("dy", points, 4);
        Field dx = field("dx", points, IN);
        Linear layer = new Linear(workers, weights, "dense", x, y);
        parameters.with("dense.weight", Numbers.normal("w", IN * 4, 1)).with("dense.bias", Numbers.normal("b", 4, 1));
        weights.bind(parameters);
        workers.run(layer::begin);
        forEachSample(SAMPLES, layer::forward);
        float[] whole = values(y);
        NamedTensors gradients = backward((worker, s) -> layer.backward(worker, s, dy, dx));
        float[] inputGradient = values(dx);
        TestWorkspace.write(y.memory().array(), new float[whole.length]);
        TestWorkspace.write(dx.memory().array(), new float[inputGradient.length]);
        forEachSample(SAMPLES, (worker, s) -> {
            layer.forward(worker, s, 0, 290);
            layer.forward(worker, s, 290, 11);
        });
        NamedTensors again = backward((worker, s) -> {
            layer.backward(worker, s, 0, 290, dy, dx);
            layer.backward(worker, s, 290, 11, dy, dx);
        });
        close(Numbers.doubles(whole), values(y), "output");
        close(Numbers.doubles(inputGradient), values(dx), "input gradient");
        gradients.names().forEach(name -> close(gradients.doubles(name), again.values(name), name));
    }

    /** Outputs of one linear layer in double precision; gradients go into the map. */
    private double[] reference(String name, Field x, int out, Map<String, double[]> gradients, double[] dy) {
        double[] input = Numbers.doubles(values(x));
        return reference(name, input, x.channels(), out, gradients, dy);
    }

    private double[] reference(
            String name, double[] input, int in, int out, Map<String, double[]> gradients, double[] dy) {
        int rows = input.length / in;
        double[] w = parameters.doubles(name + ".weight");
        double[] y = new double[rows * out];
        ReferenceLayers.linear(rows, in, out, input, w, parameters.doubles(name + ".bias"), y);
        double[] dx = new double[input.length];
        double[] dw = new double[w.length];
        double[] db = new double[out];
        ReferenceLayers.linearBackward(rows, in, out, input, w, dy, dx, dw, db);
        gradients.put(name + ".weight", dw);
        gradients.put(name + ".bias", db);
        gradients.put("input", dx);
        return y;
    }

    private void compare(Map<String, double[]> expected, NamedTensors gradients, DoubleSupplier loss) {
        for (String name : gradients.names()) {
            close(expected.get(name), gradients.values(name), name);
            agree(parameters.get(name), gradients.values(name), loss, name);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aProjectionAgreesWithDoublePrecisionAndCentralDifferences(int out) {
        int points = 150;
        int hidden = 9;
        Field x = field("x", points, IN);
        Field y = field("y", points, out);
        Field dy = field("dy", points, out);
        Field dx = field("dx", points, IN);
        Projection layer = new Projection(workers, weights, "p", hidden, x, y);
        parameters
                .with("p.hidden.weight", Numbers.normal("w1", IN * hidden, 0.5))
                .with("p.hidden.bias", Numbers.normal("b1", hidden, 0.5))
                .with("p.out.weight", Numbers.normal("w2", hidden * out, 1))
                .with("p.out.bias", Numbers.normal("b2", out, 1));
        DoubleSupplier loss = () -> {
            weights.bind(parameters);
            workers.run(layer::begin);
            forEachSample(SAMPLES, layer::forward);
            return Numbers.dot(values(y), values(dy));
        };
        for (int run = 0; run < 2; run++) {
            loss.getAsDouble();
            Map<String, double[]> expected = new HashMap<>();
            double[] before = reference("p.hidden", x, hidden, expected, new double[SAMPLES * points * hidden]);
            double[] error = Numbers.doubles(values(dy));
            close(reference("p.out", ReferenceLayers.gelu(before), hidden, out, expected, error), values(y), "output");
            reference("p.hidden", x, hidden, expected, ReferenceLayers.geluBackward(before, expected.get("input")));
            NamedTensors gradients = backward((worker, s) -> layer.backward(worker, s, dy, dx));
            compare(expected, gradients, loss);
            close(expected.get("input"), values(dx), "input gradient");
            agree(x.memory().array(), values(dx), loss, "input");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aLiftingAgreesWithDoublePrecisionAndCentralDifferences(int inputs) {
        int[] grid = {4, 6};
        int out = 3;
        Field a = field("a", 24, inputs);
        Field y = field("y", 24, out);
        Field dy = field("dy", 24, out);
        Lifting layer = new Lifting(workers, weights, "lift", grid, inputs, y);
        parameters
                .with("lift.weight", Numbers.normal("w", (inputs + 2) * out, 1))
                .with("lift.bias", Numbers.normal("b", out, 1));
        DoubleSupplier loss = () -> {
            weights.bind(parameters);
            layer.begin();
            Memory batch = layer.batch(a.memory().array());
            forEachSample(SAMPLES, (worker, s) -> layer.forward(worker, batch, s));
            return Numbers.dot(values(y), values(dy));
        };
        for (int run = 0; run < 2; run++) {
            loss.getAsDouble();
            Map<String, double[]> expected = new HashMap<>();
            double[] withGrid = withCoordinates(values(a), inputs, grid);
            close(
                    reference("lift", withGrid, inputs + 2, out, expected, Numbers.doubles(values(dy))),
                    values(y),
                    "output");
            compare(expected, backward((worker, s) -> layer.backward(worker, dy, s)), loss);
        }
    }

    private static double[] withCoordinates(float[] a, int inputs, int[] grid) {
        int rows = a.length / inputs;
        double[] all = new double[rows * (inputs + 2)];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < inputs; i++) {
                all[row * (inputs + 2) + i] = a[row * inputs + i];
            }
            all[row * (inputs + 2) + inputs] = row / grid[1] % grid[0] / (double) grid[0];
            all[row * (inputs + 2) + inputs + 1] = row % grid[1] / (double) grid[1];
        }
        return all;
    }

    @Test
    void tensorsOfTheWrongSizeAreRefused() {
        Field y = field("y", 24, 3);
        Lifting layer = new Lifting(workers, weights, "lift", new int[] {4, 6}, 1, y);
        parameters.with("lift.weight", new float[8]).with("lift.bias", new float[3]);
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> weights.bind(parameters));
        assertTrue(wrong.getMessage().contains("lift.weight has 8 entries"), wrong.getMessage());
        INDArray small = workspace.allocate(SAMPLES, 23, 1);
        assertThrows(IllegalArgumentException.class, () -> layer.batch(small));
    }

    @Test
    void arraysThatBlasCannotReadAreRefused() {
        INDArray transposed = workspace.allocate(4, 6).transpose();
        assertThrows(IllegalArgumentException.class, () -> Memory.of(transposed));
    }
}
