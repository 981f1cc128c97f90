package org.espalier.layers;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A linear layer on rows, y = x·W + b: dense layers and, with a row per grid point, 1×1 convolutions.
 *
 * <p>Parameters: {@code <name>.weight} [in, out] and {@code <name>.bias} [out]. Rows of a sample go block by block: tall products are
 * fastest when a block of both sides stays in cache. Work is split by samples, or by the points of one: a perceptron's batch is one
 * sample whose points are its rows.
 */
@ProviderType
public final class Linear {
    private static final int BLOCK_POINTS = 256;
    private final Workers workers;
    private final Field input;
    private final Field output;
    private final Weight weight;
    private final Weight bias;
    private final float[][] biasRows;

    /** A prepared layer from one field to another of the same points. */
    public Linear(Workers workers, Weights weights, String name, Field input, Field output) {
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.weight = weights.summed(name + ".weight", input.channels() * output.channels());
        this.bias = weights.summed(name + ".bias", output.channels());
        this.biasRows = new float[workers.count()][BLOCK_POINTS * output.channels()];
    }

    /** Lays out the bias; each worker, before its first sample of a pass. */
    public void begin(int worker) {
        workers.blas(worker).read(bias.at(0), biasRows[worker], bias.length());
        Tiles.repeat(biasRows[worker], bias.length());
    }

    /** Computes one sample of the output. */
    public void forward(int worker, int sample) {
        forward(worker, sample, 0, input.points());
    }

    /** Computes some points of a sample of the output. */
    public void forward(int worker, int sample, int from, int count) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        for (int first = from; first < from + count; first += BLOCK_POINTS) {
            int points = Math.min(BLOCK_POINTS, from + count - first);
            long y = output.at(sample, first);
            blas.write(biasRows[worker], points * out, y);
            blas.nn(points, out, in, 1f, input.at(sample, first), in, weight.at(0), out, 1f, y, out);
        }
    }

    /** Adds one sample's part of the gradients and computes that of the input. */
    public void backward(int worker, int sample, Field outputError, Field inputError) {
        backward(worker, sample, 0, input.points(), outputError, inputError);
    }

    /**
     * Adds some points' part of the gradients and computes that of the input.
     *
     * @param inputError where the input's gradient goes; null where nobody needs it, as below a first layer
     */
    public void backward(int worker, int sample, int from, int count, Field outputError, @Nullable Field inputError) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        for (int first = from; first < from + count; first += BLOCK_POINTS) {
            int points = Math.min(BLOCK_POINTS, from + count - first);
            long x = input.at(sample, first);
            long dy = outputError.at(sample, first);
            blas.tn(in, out, points, 1f, x, in, dy, out, 1f, weight.gradientAt(worker, 0), out);
            blas.addRows(points, out, dy, out, bias.gradientAt(worker, 0));
            if (inputError != null) {
                blas.nt(points, in, out, 1f, dy, out, weight.at(0), out, 0f, inputError.at(sample, first), in);
            }
        }
    }
}
