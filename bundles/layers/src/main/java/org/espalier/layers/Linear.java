package org.espalier.layers;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A linear layer on rows, y = x·W + b: dense layers and, with a row per grid point, 1×1 convolutions.
 *
 * <p>Parameters: {@code <name>.weight} [in, out] and, unless it is without one, {@code <name>.bias} [out]. Rows of a sample go
 * block by block: tall products are fastest when a block of both sides stays in cache.
 */
@ProviderType
public final class Linear implements LinearLayer {
    private static final int BLOCK_POINTS = 256;
    private final Workers workers;
    private final Field input;
    private final Field output;
    private final Weight weight;
    private final @Nullable Weight bias;
    private final float[][] biasRows;

    /** A prepared layer from one field to another of the same points. */
    public Linear(Workers workers, Weights weights, String name, Field input, Field output) {
        this(workers, weights, name, input, output, weights.summed(name + ".bias", output.channels()));
    }

    private Linear(Workers workers, Weights weights, String name, Field input, Field output, @Nullable Weight bias) {
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.weight = weights.summed(name + ".weight", input.channels() * output.channels());
        this.bias = bias;
        this.biasRows = new float[workers.count()][bias == null ? 0 : BLOCK_POINTS * output.channels()];
    }

    /** A prepared layer without a bias, y = x·W. */
    public static Linear withoutBias(Workers workers, Weights weights, String name, Field input, Field output) {
        return new Linear(workers, weights, name, input, output, null);
    }

    @Override
    public void begin(int worker) {
        if (bias != null) {
            workers.blas(worker).read(bias.at(0), biasRows[worker], bias.length());
            Tiles.repeat(biasRows[worker], bias.length());
        }
    }

    /** Computes one sample of the output. */
    public void forward(int worker, int sample) {
        forward(worker, sample, 0, input.points());
    }

    @Override
    public void forward(int worker, int sample, int from, int count) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        for (int first = from; first < from + count; first += BLOCK_POINTS) {
            int points = Math.min(BLOCK_POINTS, from + count - first);
            long y = output.at(sample, first);
            if (bias != null) {
                blas.write(biasRows[worker], points * out, y);
            }
            float kept = bias == null ? 0f : 1f;
            blas.nn(points, out, in, 1f, input.at(sample, first), in, weight.at(0), out, kept, y, out);
        }
    }

    /** Adds one sample's part of the gradients and computes that of the input. */
    public void backward(int worker, int sample, Field outputError, Field inputError) {
        backward(worker, sample, 0, input.points(), outputError, inputError);
    }

    @Override
    public void backward(int worker, int sample, int from, int count, Field outputError, @Nullable Field inputError) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        for (int first = from; first < from + count; first += BLOCK_POINTS) {
            int points = Math.min(BLOCK_POINTS, from + count - first);
            long x = input.at(sample, first);
            long dy = outputError.at(sample, first);
            blas.tn(in, out, points, 1f, x, in, dy, out, 1f, weight.gradientAt(worker, 0), out);
            if (bias != null) {
                blas.addRows(points, out, dy, out, bias.gradientAt(worker, 0));
            }
            if (inputError != null) {
                blas.nt(points, in, out, 1f, dy, out, weight.at(0), out, 0f, inputError.at(sample, first), in);
            }
        }
    }
}
