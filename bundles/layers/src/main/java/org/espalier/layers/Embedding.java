package org.espalier.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A table of vectors for tokens and one for positions: forward looks both up and adds them; and the table of tokens once more
 * as the head that scores every token (Press and Wolf, arXiv 1608.05859).
 *
 * <p>Parameters: the table of tokens [vocabulary, channels] and that of positions [positions, channels]. Tokens are whole
 * numbers in float32, [samples, positions].
 *
 * <p>Every sample adds to every row of the table of tokens, by its scores. So that no worker needs a table of its own, which
 * would be cleared and summed in every step, each has its rows of the one gradient and goes through the whole batch for them,
 * after all workers have ended {@link #backward}.
 */
@ProviderType
public final class Embedding {
    private static final int BLOCK_POINTS = 256;
    private final Workers workers;
    private final Weight tokens;
    private final Weight places;
    private final Field output;
    private final int vocabulary;
    private final int[][] ids;
    private final float[][] read;

    /**
     * A prepared layer.
     *
     * @param tokens     name of the table of tokens
     * @param places     name of the table of positions, which has as many as the output has points
     * @param vocabulary tokens in all
     */
    public Embedding(Workers workers, Weights weights, String tokens, String places, int vocabulary, Field output) {
        this.workers = workers;
        this.vocabulary = vocabulary;
        this.output = output;
        this.tokens = weights.owned(tokens, Math.multiplyExact(vocabulary, output.channels()));
        this.places = weights.summed(places, Math.multiplyExact(output.points(), output.channels()));
        this.ids = new int[output.samples()][output.points()];
        this.read = new float[workers.count()][output.points()];
    }

    /** The memory of a batch's tokens, checked against the prepared shapes. */
    public Memory batch(INDArray input) {
        long wanted = (long) output.samples() * output.points();
        if (input.length() != wanted) {
            throw new IllegalArgumentException("a batch of " + input.length()
                    + " tokens, but the program was prepared for " + output.samples() + " × " + output.points());
        }
        return Memory.of(input);
    }

    /** Looks up one sample. */
    public void forward(int worker, Memory batch, int sample) {
        Blas blas = workers.blas(worker);
        float[] values = read[worker];
        int width = output.channels();
        int points = output.points();
        blas.read(batch.at((long) sample * points), values, points);
        for (int point = 0; point < points; point++) {
            int token = token(values[point]);
            ids[sample][point] = token;
            blas.copy(width, tokens.at((long) token * width), output.at(sample, point));
        }
        blas.add(points * width, places.at(0), output.at(sample, 0));
    }

    private int token(float value) {
        int token = (int) value;
        if (token != value || token < 0 || token >= vocabulary) {
            throw new IllegalArgumentException(
                    "an input is " + value + ", which is no token from 0 to " + (vocabulary - 1));
        }
        return token;
    }

    /** Adds one sample's part of the gradient of the table of positions. */
    public void backward(int worker, int sample, Field error) {
        workers.blas(worker)
                .add(output.points() * output.channels(), error.at(sample, 0), places.gradientAt(worker, 0));
    }

    /**
     * Adds a worker's rows of the gradient of the table of tokens as one that is looked up; all samples were looked up before.
     */
    public void tableBackward(int worker, Field error) {
        Blas blas = workers.blas(worker);
        int width = output.channels();
        int first = workers.first(worker, vocabulary);
        int end = workers.first(worker + 1, vocabulary);
        for (int sample = 0; sample < output.samples(); sample++) {
            for (int point = 0; point < output.points(); point++) {
                int token = ids[sample][point];
                if (token >= first && token < end) {
                    blas.add(width, error.at(sample, point), tokens.gradientAt(worker, (long) token * width));
                }
            }
        }
    }

    /** Scores of every token for some rows of a field of one sample: x·tokensᵀ. */
    public void score(int worker, int from, int count, Field input, Field scores) {
        Blas blas = workers.blas(worker);
        int width = input.channels();
        for (int first = from; first < from + count; first += BLOCK_POINTS) {
            int rows = Math.min(BLOCK_POINTS, from + count - first);
            blas.nt(
                    rows,
                    vocabulary,
                    width,
                    1f,
                    input.at(0, first),
                    width,
                    tokens.at(0),
                    width,
                    0f,
                    scores.at(0, first),
                    vocabulary);
        }
    }

    /** The gradient of the input of the scores, for some rows. */
    public void scoreBackward(int worker, int from, int count, Field scoresError, Field inputError) {
        Blas blas = workers.blas(worker);
        int width = inputError.channels();
        for (int first = from; first < from + count; first += BLOCK_POINTS) {
            blas.nn(
                    Math.min(BLOCK_POINTS, from + count - first),
                    width,
                    vocabulary,
                    1f,
                    scoresError.at(0, first),
                    vocabulary,
                    tokens.at(0),
                    width,
                    0f,
                    inputError.at(0, first),
                    width);
        }
    }

    /** Adds a worker's rows of the gradient of the table of tokens as one that scores, from all rows of a field of one sample. */
    public void scoreTableBackward(int worker, Field input, Field scoresError) {
        int width = input.channels();
        int first = workers.first(worker, vocabulary);
        int mine = workers.first(worker + 1, vocabulary) - first;
        if (mine > 0) {
            workers.blas(worker)
                    .tn(
                            mine,
                            width,
                            input.points(),
                            1f,
                            scoresError.memory().at(first),
                            vocabulary,
                            input.at(0, 0),
                            width,
                            1f,
                            tokens.gradientAt(worker, (long) first * width),
                            width);
        }
    }
}
