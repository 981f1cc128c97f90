package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The last layers of a neural operator: 1×1 convolution, GELU, 1×1 convolution, GELU(x·W₁ + b₁)·W₂ + b₂.
 *
 * <p>Both passes go block by block, and backward computes the hidden values again: they are several times as wide as everything
 * else and would cost more to store and fetch than to compute. Parameters: {@code <name>.hidden.weight} [in, hidden], {@code
 * <name>.hidden.bias}, {@code <name>.out.weight} [hidden, out], {@code <name>.out.bias}.
 */
@ProviderType
public final class Projection {
    private static final int BLOCK_POINTS = 128;
    private final Workers workers;
    private final Field input;
    private final Field output;
    private final int hidden;
    private final Weight hiddenWeight;
    private final Weight hiddenBias;
    private final Weight outWeight;
    private final Weight outBias;
    private final Scratch[] scratch;

    /** A prepared projection through that many hidden channels. */
    public Projection(Workers workers, Weights weights, String name, int hidden, Field input, Field output) {
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.hidden = hidden;
        this.hiddenWeight = weights.summed(name + ".hidden.weight", input.channels() * hidden);
        this.hiddenBias = weights.summed(name + ".hidden.bias", hidden);
        this.outWeight = weights.summed(name + ".out.weight", hidden * output.channels());
        this.outBias = weights.summed(name + ".out.bias", output.channels());
        this.scratch = new Scratch[workers.count()];
        for (int worker = 0; worker < scratch.length; worker++) {
            scratch[worker] = new Scratch(workers, hidden, output.channels());
        }
    }

    /** Lays out the biases for whole tiles; each worker, before its first sample of a pass. */
    public void begin(int worker) {
        Blas blas = workers.blas(worker);
        Scratch s = scratch[worker];
        blas.read(hiddenBias.at(0), s.bias, hidden);
        Tiles.repeat(s.bias, hidden);
        blas.read(outBias.at(0), s.outBias, output.channels());
        Tiles.repeat(s.outBias, output.channels());
    }

    /** Computes one sample of the output. */
    public void forward(int worker, int sample) {
        Blas blas = workers.blas(worker);
        Scratch s = scratch[worker];
        int out = output.channels();
        for (int first = 0; first < input.points(); first += BLOCK_POINTS) {
            int points = Math.min(BLOCK_POINTS, input.points() - first);
            hidden(blas, s, input.at(sample, first), points, false);
            long y = output.at(sample, first);
            blas.write(s.outBias, points * out, y);
            blas.nn(points, out, hidden, 1f, s.values.at(0), hidden, outWeight.at(0), out, 1f, y, out);
        }
    }

    /** Computes a block of hidden values, and the slopes of GELU if they are wanted. */
    private void hidden(Blas blas, Scratch s, long x, int points, boolean slopes) {
        int in = input.channels();
        blas.nn(points, hidden, in, 1f, x, in, hiddenWeight.at(0), hidden, 0f, s.values.at(0), hidden);
        int tile = s.bias.length;
        for (int i = 0, t = 0; i < points * hidden; i += tile, t++) {
            int n = Math.min(tile, points * hidden - i);
            blas.read(s.values.at(i), s.in, n);
            Tiles.add(s.in, s.bias, n);
            if (slopes) {
                Gelu.forward(s.in, s.out, s.slopes[t], n);
            } else {
                Gelu.forward(s.in, s.out, n);
            }
            blas.write(s.out, n, s.values.at(i));
        }
    }

    /** Adds one sample's part of the gradients and computes that of the input. */
    public void backward(int worker, int sample, Field outputError, Field inputError) {
        Blas blas = workers.blas(worker);
        Scratch s = scratch[worker];
        int in = input.channels();
        int out = output.channels();
        long h = s.values.at(0);
        for (int first = 0; first < input.points(); first += BLOCK_POINTS) {
            int points = Math.min(BLOCK_POINTS, input.points() - first);
            long x = input.at(sample, first);
            long dy = outputError.at(sample, first);
            hidden(blas, s, x, points, true);
            blas.tn(hidden, out, points, 1f, h, hidden, dy, out, 1f, outWeight.gradientAt(worker, 0), out);
            blas.addRows(points, out, dy, out, outBias.gradientAt(worker, 0));
            blas.nt(points, hidden, out, 1f, dy, out, outWeight.at(0), out, 0f, h, hidden);
            multiplyBySlopes(blas, s, points);
            blas.tn(in, hidden, points, 1f, x, in, h, hidden, 1f, hiddenWeight.gradientAt(worker, 0), hidden);
            blas.addRows(points, hidden, h, hidden, hiddenBias.gradientAt(worker, 0));
            long dx = inputError.at(sample, first);
            blas.nt(points, in, hidden, 1f, h, hidden, hiddenWeight.at(0), hidden, 0f, dx, in);
        }
    }

    private void multiplyBySlopes(Blas blas, Scratch s, int points) {
        int tile = s.bias.length;
        for (int i = 0, t = 0; i < points * hidden; i += tile, t++) {
            int n = Math.min(tile, points * hidden - i);
            blas.read(s.values.at(i), s.in, n);
            Tiles.multiply(s.in, s.slopes[t], n);
            blas.write(s.in, n, s.values.at(i));
        }
    }

    /** One worker's block of hidden values and its tiles, which hold whole points. */
    private static final class Scratch {
        final Memory values;
        final float[] bias;
        final float[] in;
        final float[] out;
        final float[] outBias;
        final float[][] slopes;

        Scratch(Workers workers, int hidden, int outputs) {
            int pointsPerTile = Math.max(1, Gelu.TILE / hidden);
            int tile = pointsPerTile * hidden;
            this.values = workers.allocate(BLOCK_POINTS, hidden);
            this.bias = new float[tile];
            this.in = new float[tile];
            this.out = new float[tile];
            this.outBias = new float[BLOCK_POINTS * outputs];
            this.slopes = new float[(BLOCK_POINTS + pointsPerTile - 1) / pointsPerTile][tile];
        }
    }
}
