package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers between convolutions: batch norm, pools, Hadamard transforms. */
class ImageLayersTest {
    private final TestWorkspace workspace = new TestWorkspace(3);
    private final Workers workers = new Workers(workspace);
    private final Weights weights = new Weights(workers);
    private final NamedTensors parameters = new NamedTensors(workspace);

    @AfterEach
    void close() {
        workspace.close();
    }

    private Field field(String name, int samples, int points, int channels, float mean) {
        Field field = Field.allocate(workers, samples, points, channels);
        float[] values = Numbers.normal(name, samples * points * channels, 1);
        for (int i = 0; i < values.length; i++) values[i] += mean;
        TestWorkspace.write(field.memory().array(), values);
        return field;
    }

    private static float[] values(Field field) {
        return TestWorkspace.read(field.memory().array());
    }

    private interface Stretch {
        void run(int worker, int from, int count);
    }

    private void shared(int samples, Stretch task) {
        workers.run(worker -> {
            int from = workers.first(worker, samples);
            task.run(worker, from, workers.first(worker + 1, samples) - from);
        });
    }

    /** A pass that keeps the statistics it is handed. */
    private record Recording(boolean training, Map<String, float[]> statistics) implements Pass {
        static Recording of(boolean training) {
            return new Recording(training, new TreeMap<>());
        }

        @Override
        public RandomStream random() {
            return RandomStream.of(1, "pass");
        }

        @Override
        public void statistic(String parameter, INDArray value) {
            statistics.put(parameter, TestWorkspace.read(value));
        }

        @Override
        public boolean wants(String tap) {
            return false;
        }

        @Override
        public void tap(String tap, INDArray values) {
            throw new AssertionError(tap);
        }

        @Override
        public boolean rounds(Site site) {
            return false;
        }

        @Override
        public void round(Site site, String tensor, INDArray values) {
            throw new AssertionError(tensor);
        }
    }

    private void pass(BatchNorm norm, int samples, Pass pass) {
        weights.bind(parameters);
        if (pass.training()) shared(samples, norm::measure);
        norm.settle(pass);
        shared(samples, norm::forward);
    }

    private void norms(int width) {
        float[] running = Numbers.normal("v", width, 1);
        for (int i = 0; i < width; i++) running[i] = 0.3f + Math.abs(running[i]);
        parameters
                .with("bn.weight", Numbers.normal("gain", width, 1))
                .with("bn.bias", Numbers.normal("bias", width, 1))
                .with("bn.running_mean", Numbers.normal("m", width, 1))
                .with("bn.running_var", running);
    }

    /** By its definition in double precision, from some mean and variance of each channel. */
    private double[] normed(float[] x, double[] mean, double[] variance) {
        int width = mean.length;
        double[] gain = parameters.doubles("bn.weight");
        double[] bias = parameters.doubles("bn.bias");
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            int c = i % width;
            y[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5) * gain[c] + bias[c];
        }
        return y;
    }

    private static double[][] moments(float[] x, int width) {
        double[] mean = new double[width];
        double[] variance = new double[width];
        int rows = x.length / width;
        for (int i = 0; i < x.length; i++) mean[i % width] += (double) x[i] / rows;
        for (int i = 0; i < x.length; i++) variance[i % width] += Math.pow(x[i] - mean[i % width], 2) / rows;
        return new double[][] {mean, variance};
    }

    /** Fewer samples than workers, tiles of one row and of many, means near zero and far away. */
    @ParameterizedTest
    @CsvSource({"2, 5, 3, 0", "7, 12, 5, 1", "3, 400, 16, 0.5", "2, 3, 3000, 0.5", "4, 30, 8, 300"})
    void aBatchNormUsesTheBatchInTrainingAndRunningStatisticsInEvaluation(
            int samples, int points, int width, float mean) {
        Field x = field("x", samples, points, width, mean);
        Field y = Field.allocate(workers, samples, points, width);
        BatchNorm norm = new BatchNorm(workers, weights, "bn", x, y);
        norms(width);
        double[][] batch = moments(values(x), width);
        for (int run = 0; run < 2; run++) {
            Recording pass = Recording.of(true);
            pass(norm, samples, pass);
            double off = Numbers.distance(values(y), normed(values(x), batch[0], batch[1]));
            assertTrue(off < (mean > 100 ? 1e-4 : 2e-6), "training is off by " + off);
            double rows = samples * points;
            for (int c = 0; c < width; c++) {
                double nextMean = 0.9 * parameters.values("bn.running_mean")[c] + 0.1 * batch[0][c];
                double nextVariance =
                        0.9 * parameters.values("bn.running_var")[c] + 0.1 * batch[1][c] * rows / (rows - 1);
                assertEquals(nextMean, pass.statistics.get("bn.running_mean")[c], 1e-5 * (1 + mean));
                assertEquals(nextVariance, pass.statistics.get("bn.running_var")[c], 1e-5);
            }
            Recording evaluation = Recording.of(false);
            pass(norm, samples, evaluation);
            double[] expected =
                    normed(values(x), parameters.doubles("bn.running_mean"), parameters.doubles("bn.running_var"));
            assertTrue(Numbers.distance(values(y), expected) < 2e-6, "evaluation");
            assertTrue(evaluation.statistics.isEmpty(), "evaluation leaves the statistics alone");
        }
    }

    /** As the last batch of an epoch may be, where stages have left one point of an image. */
    @Test
    void aBatchOfASinglePointLeavesRunningStatisticsAsTheyAre() {
        Field x = field("x", 1, 1, 3, 0.5f);
        Field y = Field.allocate(workers, 1, 1, 3);
        BatchNorm norm = new BatchNorm(workers, weights, "bn", x, y);
        norms(3);
        Recording pass = Recording.of(true);
        pass(norm, 1, pass);
        assertTrue(pass.statistics.isEmpty(), pass.statistics::toString);
        assertArrayEquals(parameters.values("bn.bias"), values(y), 1e-6f);
    }

    @ParameterizedTest
    @CsvSource({"2, 5, 3", "7, 12, 5", "3, 200, 16", "2, 3, 3000"})
    void gradientsOfABatchNormAgreeWithDoublePrecisionAndCentralDifferences(int samples, int points, int width) {
        Field x = field("x", samples, points, width, 0.5f);
        Field y = Field.allocate(workers, samples, points, width);
        Field dy = field("dy", samples, points, width, 0.5f);
        Field dx = field("stale", samples, points, width, 0);
        BatchNorm norm = new BatchNorm(workers, weights, "bn", x, y);
        norms(width);
        DoubleSupplier loss = () -> {
            pass(norm, samples, Recording.of(true));
            return Numbers.dot(values(y), values(dy));
        };
        double[] exact = inputError(values(x), values(dy), width);
        for (int run = 0; run < 2; run++) {
            loss.getAsDouble();
            NamedTensors into = parameters.zeros();
            weights.bindGradients(into);
            workers.run(weights::clear);
            shared(samples, (worker, from, count) -> norm.measureErrors(worker, from, count, dy));
            norm.settleErrors();
            shared(samples, (worker, from, count) -> norm.backward(worker, from, count, dy, dx));
            weights.collect();
            assertTrue(Numbers.distance(values(dx), exact) < 5e-6, "input " + Numbers.distance(values(dx), exact));
            if (width < 100) {
                double mismatch = Derivatives.mismatch(x.memory().array(), values(dx), loss);
                assertTrue(mismatch < 5e-3, "input: " + mismatch);
            }
            for (String name : new String[] {"bn.weight", "bn.bias"}) {
                double mismatch = Derivatives.mismatch(parameters.get(name), into.values(name), loss);
                assertTrue(mismatch < 1e-3, name + ": " + mismatch);
            }
        }
    }

    private double[] inputError(float[] x, float[] dy, int width) {
        double[][] batch = moments(x, width);
        double[] gain = parameters.doubles("bn.weight");
        double[] mean = new double[width];
        double[] along = new double[width];
        int rows = x.length / width;
        for (int i = 0; i < x.length; i++) {
            int c = i % width;
            mean[c] += (double) dy[i] / rows;
            along[c] += dy[i] * (x[i] - batch[0][c]) / Math.sqrt(batch[1][c] + 1e-5) / rows;
        }
        double[] dx = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i % width;
            double scale = 1 / Math.sqrt(batch[1][c] + 1e-5);
            dx[i] = gain[c] * scale * (dy[i] - mean[c] - along[c] * (x[i] - batch[0][c]) * scale);
        }
        return dx;
    }

    @ParameterizedTest
    @CsvSource({"4, 6, 2, 3, 5", "4, 4, 4, 4, 3", "6, 3, 1, 3, 1", "5, 2, 1, 1, 4"})
    void aPoolTakesMeansOfWindowsAndGivesEachPointItsPartOfTheError(int height, int width, int high, int wide, int c) {
        int samples = 5;
        Raster image = new Raster(height, width);
        Raster window = new Raster(high, wide);
        int made = image.points() / window.points();
        Field x = field("x", samples, image.points(), c, 0);
        Field y = field("stale", samples, made, c, 0);
        Field dy = field("dy", samples, made, c, 0);
        Field dx = field("stale", samples, image.points(), c, 0);
        AveragePool pool = new AveragePool(workers, image, window, x, y);
        double[] expected = new double[samples * made * c];
        double[] errors = new double[samples * image.points() * c];
        float[] given = values(dy);
        for (int i = 0; i < errors.length; i++) {
            int point = i / c % image.points();
            int sample = i / c / image.points();
            int to = point / width / high * (width / wide) + point % width / wide;
            int at = (sample * made + to) * c + i % c;
            expected[at] += (double) values(x)[i] / window.points();
            errors[i] = (double) given[at] / window.points();
        }
        shared(samples, pool::forward);
        shared(samples, (worker, from, count) -> pool.backward(worker, from, count, dy, dx));
        assertTrue(Numbers.distance(values(y), expected) < 1e-6);
        assertTrue(Numbers.distance(values(dx), errors) < 1e-6);
    }

    @Test
    void aGlobalPoolIsTheMeanOfAllPoints() {
        Raster image = new Raster(3, 5);
        Field x = field("x", 2, 15, 4, 1);
        Field y = Field.allocate(workers, 2, 1, 4);
        shared(2, AveragePool.global(workers, image, x, y)::forward);
        for (int s = 0; s < 2; s++) {
            double mean = 0;
            for (int point = 0; point < 15; point++) mean += values(x)[(s * 15 + point) * 4 + 2] / 15.0;
            assertEquals(mean, values(y)[s * 4 + 2], 1e-6);
        }
    }

    @Test
    void aTransformOverChannelsIsItsOwnInverseAndFillsUpWithZeros() {
        int samples = 5;
        int points = 7;
        for (int out : new int[] {1, 4, 16, 4096}) {
            Field x = field("x", samples, points, out, 0);
            float[] before = values(x);
            ChannelHadamard transform = new ChannelHadamard(workers, out, out);
            shared(samples, (worker, from, count) -> transform.transform(worker, from, count, x));
            for (int row = 0; row < 2 && out <= 16; row++) {
                for (int i = 0; i < out; i++) {
                    double sum = 0;
                    for (int j = 0; j < out; j++) {
                        sum += (Integer.bitCount(i & j) % 2 == 0 ? 1 : -1) * before[row * out + j] / Math.sqrt(out);
                    }
                    assertEquals(sum, values(x)[row * out + i], 1e-5);
                }
            }
            shared(samples, (worker, from, count) -> transform.transform(worker, from, count, x));
            assertArrayEquals(before, values(x), 1e-5f);
        }
        Field few = field("x", samples, points, 3, 0);
        Field filled = Field.allocate(workers, samples, points, 8);
        float[] padded = new float[samples * points * 8];
        for (int i = 0; i < samples * points * 3; i++) padded[i / 3 * 8 + i % 3] = values(few)[i];
        TestWorkspace.write(filled.memory().array(), padded);
        Field y = field("y", samples, points, 8, 0);
        float[] added = values(y);
        ChannelHadamard wide = new ChannelHadamard(workers, 3, 8);
        shared(samples, (worker, from, count) -> wide.add(worker, from, count, few, y));
        shared(samples, (worker, from, count) -> wide.transform(worker, from, count, filled));
        for (int i = 0; i < added.length; i++) added[i] += values(filled)[i];
        assertArrayEquals(added, values(y), 1e-5f);
    }

    @Test
    void windowsAndTransformsThatDoNotFitAreRefused() {
        Field x = Field.allocate(workers, 1, 12, 2);
        Field y = Field.allocate(workers, 1, 2, 2);
        Raster image = new Raster(3, 4);
        assertThrows(IllegalArgumentException.class, () -> new AveragePool(workers, image, new Raster(2, 2), x, y));
        assertThrows(IllegalArgumentException.class, () -> new AveragePool(workers, image, new Raster(1, 2), x, y));
        assertThrows(IllegalArgumentException.class, () -> new ChannelHadamard(workers, 3, 6));
        assertThrows(IllegalArgumentException.class, () -> new ChannelHadamard(workers, 8, 4));
    }
}
