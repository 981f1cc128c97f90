package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleSupplier;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers that work on sequences: norm, attention, embedding. */
class SequenceLayersTest extends LayerFixture {
    private static final int SAMPLES = 3;

    private Field field(String name, int samples, int points, int channels) {
        return field(name, samples, points, channels, 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "7, 5", "40, 130", "3, 3000"})
    void aNormGivesRowsOfMeanZeroAndVarianceOneTimesItsGain(int rows, int width) {
        Field x = field("x", 1, rows, width);
        Field y = field("y", 1, rows, width);
        Field dy = field("dy", 1, rows, width);
        LayerNorm norm = new LayerNorm(workers, weights, "ln", x, y, rows);
        parameters
                .with("ln.weight", Numbers.normal("gain", width, 1))
                .with("ln.bias", Numbers.normal("bias", width, 1));
        norm.keep();
        DoubleSupplier loss = () -> {
            weights.bind(parameters);
            workers.run(w -> norm.forward(w, workers.first(w, rows), share(w, rows), true));
            return Numbers.dot(values(y), values(dy));
        };
        for (int run = 0; run < 2; run++) {
            loss.getAsDouble();
            double distance = Numbers.distance(values(y), normed(rows, width, Numbers.doubles(values(x))));
            assertTrue(distance < 1e-6, "output differs by " + distance);
            NamedTensors into = parameters.zeros();
            Field dx = Field.allocate(workers, 1, rows, width);
            weights.bindGradients(into);
            workers.run(weights::clear);
            workers.run(w -> norm.backward(w, workers.first(w, rows), share(w, rows), dy, dx));
            weights.collect();
            agree(x.memory().array(), values(dx), loss, "input");
            for (String name : into.names()) agree(parameters.get(name), into.values(name), loss, name);
            loss.getAsDouble();
            float[] once = values(dx);
            workers.run(w -> norm.backward(w, workers.first(w, rows), share(w, rows), dy, dx));
            double[] twice = Numbers.doubles(once);
            for (int i = 0; i < twice.length; i++) twice[i] *= 2;
            assertTrue(Numbers.distance(values(dx), twice) < 1e-6, "backward adds to the stream's errors");
        }
    }

    private int share(int worker, int rows) {
        return workers.first(worker + 1, rows) - workers.first(worker, rows);
    }

    private double[] normed(int rows, int width, double[] x) {
        double[] gain = parameters.doubles("ln.weight");
        double[] bias = parameters.doubles("ln.bias");
        double[] y = new double[x.length];
        for (int row = 0; row < rows; row++) {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < width; i++) mean += x[row * width + i] / width;
            for (int i = 0; i < width; i++) square += Math.pow(x[row * width + i] - mean, 2) / width;
            for (int i = 0; i < width; i++) {
                y[row * width + i] = (x[row * width + i] - mean) / Math.sqrt(square + 1e-5) * gain[i] + bias[i];
            }
        }
        return y;
    }

    /** Lengths below, at and beyond one and two blocks of rows. */
    @ParameterizedTest
    @CsvSource({"1, 0", "5, 0", "64, 0", "65, 0", "130, 0", "6, 0.3", "130, 0.3"})
    void attentionAgreesWithDoublePrecisionAndCentralDifferences(int positions, double rate) {
        int heads = 2;
        int size = 3;
        int width = heads * size;
        Field x = field("x", SAMPLES, positions, 3 * width);
        Field y = field("y", SAMPLES, positions, width);
        Field dy = field("dy", SAMPLES, positions, width);
        Field dx = field("dx", SAMPLES, positions, 3 * width);
        Dropout dropout = new Dropout(rate);
        dropout.begin(RandomStream.of(3, "weights"), true);
        CausalAttention attention = new CausalAttention(workers, x, y, heads, dropout);
        attention.keep();
        DoubleSupplier loss = () -> {
            forEachSample(SAMPLES, attention::forward);
            return Numbers.dot(values(y), values(dy));
        };
        for (int run = 0; run < 2; run++) {
            loss.getAsDouble();
            if (rate == 0) {
                double distance = Numbers.distance(values(y), attended(positions, heads, size, values(x)));
                assertTrue(distance < 2e-6, "output differs by " + distance);
            }
            forEachSample(SAMPLES, (worker, s) -> attention.backward(worker, s, dy, dx));
            agree(x.memory().array(), values(dx), loss, "input");
        }
    }

    private static double[] attended(int positions, int heads, int size, float[] x) {
        int width = heads * size;
        double[] y = new double[SAMPLES * positions * width];
        for (int row = 0; row < SAMPLES * positions; row++) {
            int first = row / positions * positions;
            for (int head = 0; head < heads; head++) {
                double sum = 0;
                double[] mixed = new double[size];
                for (int other = first; other <= row; other++) {
                    double score = 0;
                    for (int c = 0; c < size; c++) {
                        score += (double) x[row * 3 * width + head * size + c]
                                * x[other * 3 * width + width + head * size + c];
                    }
                    double weight = Math.exp(score / Math.sqrt(size));
                    sum += weight;
                    for (int c = 0; c < size; c++) {
                        mixed[c] += weight * x[other * 3 * width + 2 * width + head * size + c];
                    }
                }
                for (int c = 0; c < size; c++) y[row * width + head * size + c] = mixed[c] / sum;
            }
        }
        return y;
    }

    @Test
    void dropoutOfWeightsKeepsTheMeanOfWhatAttentionGives() {
        Field x = field("x", SAMPLES, 100, 12);
        Field y = field("y", SAMPLES, 100, 4);
        Dropout dropout = new Dropout(0.2);
        CausalAttention attention = new CausalAttention(workers, x, y, 2, dropout);
        dropout.begin(RandomStream.of(1, "none"), false);
        forEachSample(SAMPLES, attention::forward);
        double[] exact = Numbers.doubles(values(y));
        double[] mean = new double[exact.length];
        for (int draw = 0; draw < 400; draw++) {
            dropout.begin(RandomStream.of(draw, "weights"), true);
            attention.keep();
            forEachSample(SAMPLES, attention::forward);
            float[] dropped = values(y);
            for (int i = 0; i < mean.length; i++) mean[i] += dropped[i] / 400.0;
        }
        double off = 0;
        double size = 0;
        for (int i = 0; i < mean.length; i++) {
            off += Math.pow(mean[i] - exact[i], 2);
            size += exact[i] * exact[i];
        }
        assertTrue(Math.sqrt(off / size) < 0.05, "off by " + Math.sqrt(off / size));
    }

    /** Also where there are fewer tokens than workers. */
    @ParameterizedTest
    @CsvSource({"1, 7", "5, 7", "300, 7", "5, 6", "3, 1"})
    void anEmbeddingLooksUpAndScoresByTheSameTable(int positions, int vocabulary) {
        int width = 4;
        Field x = Field.allocate(workers, SAMPLES, positions, width);
        Field rows = new Field(x.memory(), 1, SAMPLES * positions, width);
        Field scores = field("scores", 1, SAMPLES * positions, vocabulary);
        Field error = field("error", 1, SAMPLES * positions, vocabulary);
        Field dx = Field.allocate(workers, SAMPLES, positions, width);
        Field rowsError = new Field(dx.memory(), 1, SAMPLES * positions, width);
        Embedding embedding = new Embedding(workers, weights, "wte", "wpe", vocabulary, x);
        parameters
                .with("wte", Numbers.normal("wte", vocabulary * width, 1))
                .with("wpe", Numbers.normal("wpe", positions * width, 1));
        float[] tokens = Numbers.tokens("tokens", SAMPLES * positions, vocabulary);
        Memory batch = embedding.batch(workspace.array(tokens, SAMPLES, positions, 1));
        DoubleSupplier loss = () -> {
            weights.bind(parameters);
            forEachSample(SAMPLES, (worker, s) -> {
                embedding.forward(worker, batch, s);
                embedding.score(worker, s * positions, positions, rows, scores);
            });
            return Numbers.dot(values(scores), values(error));
        };
        loss.getAsDouble();
        float[] wte = parameters.values("wte");
        float[] wpe = parameters.values("wpe");
        float[] given = values(x);
        for (int row = 0; row < SAMPLES * positions; row++) {
            double score = 0;
            for (int c = 0; c < width; c++) {
                float expected = wte[(int) tokens[row] * width + c] + wpe[row % positions * width + c];
                assertEquals(expected, given[row * width + c], 1e-6);
                score += expected * wte[(vocabulary - 1) * width + c];
            }
            assertEquals(score, values(scores)[row * vocabulary + vocabulary - 1], 1e-4);
        }
        NamedTensors into = parameters.zeros();
        weights.bindGradients(into);
        workers.run(weights::clear);
        forEachSample(SAMPLES, (worker, s) -> {
            embedding.scoreBackward(worker, s * positions, positions, error, rowsError);
            embedding.backward(worker, s, dx);
        });
        workers.run(worker -> {
            embedding.scoreTableBackward(worker, rows, error);
            embedding.tableBackward(worker, dx);
        });
        weights.collect();
        for (String name : into.names()) agree(parameters.get(name), into.values(name), loss, name);
    }

    @Test
    void whatIsNoTokenIsRefusedByItsValue() {
        Field x = Field.allocate(workers, 1, 2, 4);
        Embedding embedding = new Embedding(workers, weights, "wte", "wpe", 7, x);
        parameters.with("wte", new float[28]).with("wpe", new float[8]);
        weights.bind(parameters);
        for (float token : new float[] {7, -1, 0.5f, Float.NaN}) {
            Memory batch = embedding.batch(workspace.array(new float[] {0, token}, 1, 2));
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> embedding.forward(0, batch, 0));
            assertEquals("an input is " + token + ", which is no token from 0 to 6", refusal.getMessage());
        }
        INDArray more = workspace.allocate(3);
        assertThrows(IllegalArgumentException.class, () -> embedding.batch(more));
    }
}
