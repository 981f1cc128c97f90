package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An activation of a field in place, block by block while the block is in cache, keeping its slopes for backward.
 *
 * <p>Slopes stay on the heap, in the tiles in which they came into being; the first training pass allocates them, so that a
 * program that only evaluates never does. Where work is split by rows and not by samples, a worker's share of the rows takes the
 * place of a sample.
 */
@ProviderType
public final class PointwiseActivation {
    private final Workers workers;
    private final Activation function;
    private final int samples;
    private final int tilesPerBlock;
    private final int tilesPerSample;
    private final float[][] input;
    private final float[][] output;
    private float[][][] slopes = {};

    /**
     * The activation of fields.
     *
     * @param samples        samples of a field, or workers where each takes a share of the rows
     * @param blocks         blocks of a sample
     * @param floatsPerBlock most floats in a block
     */
    public PointwiseActivation(Workers workers, Activation function, int samples, int blocks, int floatsPerBlock) {
        this.workers = workers;
        this.function = function;
        this.samples = samples;
        this.tilesPerBlock = (floatsPerBlock + Gelu.TILE - 1) / Gelu.TILE;
        this.tilesPerSample = blocks * tilesPerBlock;
        this.input = new float[workers.count()][Gelu.TILE];
        this.output = new float[workers.count()][Gelu.TILE];
    }

    /** Allocates the slopes; before the workers start on a training pass. */
    public void keepSlopes() {
        if (slopes.length == 0) {
            slopes = new float[samples][tilesPerSample][Gelu.TILE];
        }
    }

    /** Applies the function to a block of n floats in place. */
    public void forward(int worker, int sample, int block, long values, int n, boolean training) {
        Blas blas = workers.blas(worker);
        float[] x = input[worker];
        float[] y = output[worker];
        int tile = block * tilesPerBlock;
        for (int i = 0; i < n; i += Gelu.TILE) {
            long address = values + (long) i * Float.BYTES;
            int length = Math.min(Gelu.TILE, n - i);
            blas.read(address, x, length);
            if (training) {
                function.forward(x, y, slopes[sample][tile++], length);
            } else {
                function.forward(x, y, length);
            }
            blas.write(y, length, address);
        }
    }

    /** Multiplies a block of the output's gradient by the slopes, which makes it the input's. */
    public void backward(int worker, int sample, int block, long gradient, int n) {
        Blas blas = workers.blas(worker);
        float[] x = input[worker];
        int tile = block * tilesPerBlock;
        for (int i = 0; i < n; i += Gelu.TILE) {
            long address = gradient + (long) i * Float.BYTES;
            int length = Math.min(Gelu.TILE, n - i);
            blas.read(address, x, length);
            Tiles.multiply(x, slopes[sample][tile++], length);
            blas.write(x, length, address);
        }
    }
}
