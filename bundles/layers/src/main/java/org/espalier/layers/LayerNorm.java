package org.espalier.layers;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Layer normalisation of rows: each less its mean and over its standard deviation, then times a gain and plus a bias per
 * channel (Ba, Kiros, Hinton, arXiv 1607.06450); 1e-5 is added to the variance.
 *
 * <p>Parameters: {@code <name>.weight} [channels] and {@code <name>.bias} [channels]. Fields are of one sample whose points are
 * the rows; a worker has a contiguous share of them and goes through it once per pass. Normalised values stay on the heap for
 * backward, in the tiles in which they came into being.
 */
@ProviderType
public final class LayerNorm {
    private static final double EPSILON = 1e-5;
    private final Workers workers;
    private final Field input;
    private final Field output;
    private final Weight gain;
    private final Weight bias;
    private final int width;
    private final int rowsPerTile;
    private final Scratch[] scratch;

    /**
     * A prepared layer.
     *
     * @param most most rows that a worker has
     */
    public LayerNorm(Workers workers, Weights weights, String name, Field input, Field output, int most) {
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.width = input.channels();
        this.gain = weights.summed(name + ".weight", width);
        this.bias = weights.summed(name + ".bias", width);
        this.rowsPerTile = Math.max(1, Gelu.TILE / width);
        this.scratch = new Scratch[workers.count()];
        for (int worker = 0; worker < scratch.length; worker++) {
            scratch[worker] = new Scratch(rowsPerTile * width, most);
        }
    }

    /** Allocates what backward needs; before the workers start on a training pass. */
    public void keep() {
        for (Scratch s : scratch) {
            if (s.kept.length == 0) {
                int tiles = (s.scales.length + rowsPerTile - 1) / rowsPerTile;
                s.kept = new float[tiles][rowsPerTile * width];
            }
        }
    }

    /** Computes a worker's rows of the output. */
    public void forward(int worker, int first, int rows, boolean training) {
        Blas blas = workers.blas(worker);
        Scratch s = scratch[worker];
        s.read(blas, gain, s.gain);
        s.read(blas, bias, s.bias);
        for (int row = 0, tile = 0; row < rows; row += rowsPerTile, tile++) {
            int n = Math.min(rowsPerTile, rows - row) * width;
            float[] normal = training ? s.kept[tile] : s.normal;
            blas.read(input.at(0, first + row), s.x, n);
            for (int from = 0, r = row; from < n; from += width, r++) {
                s.scales[r] = normalise(s.x, normal, from, from + width);
            }
            shiftAndScale(normal, s.gain, s.bias, s.x, n);
            blas.write(s.x, n, output.at(0, first + row));
        }
    }

    /** One row; returns what it was multiplied by. */
    private static float normalise(float[] x, float[] normal, int from, int to) {
        float mean = Sums.sum(x, from, to) / (to - from);
        for (int i = from; i < to; i++) {
            normal[i] = x[i] - mean;
        }
        float variance = Sums.dot(normal, normal, from, to) / (to - from);
        float scale = (float) (1 / Math.sqrt(variance + EPSILON));
        for (int i = from; i < to; i++) {
            normal[i] *= scale;
        }
        return scale;
    }

    private static void shiftAndScale(float[] normal, float[] gain, float[] bias, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(normal[i], gain[i], bias[i]);
        }
    }

    /**
     * Adds a worker's part of the gradients, and the gradient of the input to what is there: a residual stream's.
     *
     * @param outputError gradient of the output
     * @param inputError  where the input's gradient is added
     */
    public void backward(int worker, int first, int rows, Field outputError, Field inputError) {
        Blas blas = workers.blas(worker);
        Scratch s = scratch[worker];
        s.read(blas, gain, s.gain);
        Arrays.fill(s.gainError, 0f);
        Arrays.fill(s.biasError, 0f);
        for (int row = 0, tile = 0; row < rows; row += rowsPerTile, tile++) {
            int n = Math.min(rowsPerTile, rows - row) * width;
            float[] normal = s.kept[tile];
            blas.read(outputError.at(0, first + row), s.x, n);
            blas.read(inputError.at(0, first + row), s.error, n);
            accumulate(s.gainError, s.x, normal, n);
            Tiles.add(s.biasError, s.x, n);
            Tiles.multiply(s.x, s.gain, n);
            for (int from = 0, r = row; from < n; from += width, r++) {
                addInputError(s.x, normal, s.error, s.scales[r], from, from + width);
            }
            blas.write(s.error, n, inputError.at(0, first + row));
        }
        s.add(blas, s.gainError, gain.gradientAt(worker, 0), width);
        s.add(blas, s.biasError, bias.gradientAt(worker, 0), width);
    }

    private static void accumulate(float[] sum, float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += x[i] * y[i];
        }
    }

    private static void addInputError(float[] g, float[] normal, float[] error, float scale, int from, int to) {
        float mean = scale * Sums.sum(g, from, to) / (to - from);
        float along = scale * Sums.dot(g, normal, from, to) / (to - from);
        for (int i = from; i < to; i++) {
            error[i] += scale * g[i] - mean - along * normal[i];
        }
    }

    /** One worker's tiles, which hold whole rows. */
    private static final class Scratch {
        final float[] x;
        final float[] normal;
        final float[] error;
        final float[] gain;
        final float[] bias;
        final float[] gainError;
        final float[] biasError;
        final float[] scales;
        float[][] kept = {};

        Scratch(int tile, int rows) {
            this.x = new float[tile];
            this.normal = new float[tile];
            this.error = new float[tile];
            this.gain = new float[tile];
            this.bias = new float[tile];
            this.gainError = new float[tile];
            this.biasError = new float[tile];
            this.scales = new float[rows];
        }

        /** A parameter, once per row of a tile. */
        void read(Blas blas, Weight weight, float[] into) {
            blas.read(weight.at(0), into, weight.length());
            Tiles.repeat(into, weight.length());
        }

        /** Adds the sum over a tile's rows to a gradient. */
        void add(Blas blas, float[] tile, long gradient, int width) {
            blas.read(gradient, x, width);
            for (int from = 0; from < tile.length; from += width) {
                for (int i = 0; i < width; i++) {
                    x[i] += tile[from + i];
                }
            }
            blas.write(x, width, gradient);
        }
    }
}
