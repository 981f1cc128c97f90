package org.espalier.layers;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A fixed Hadamard transform over the channels of every point, normalised: y ← H·x/√n of n channels, a power of two, with H_ij =
 * (−1)^popcount(i ∧ j). An input of fewer channels is filled up with zeros. It is orthonormal and its own inverse; by a fast
 * Walsh–Hadamard transform, n·log₂ n additions per point. Of ZerO's augmented residual networks (Zhao, Schäfer, Anandkumar, arXiv
 * 2110.12661).
 */
@ProviderType
public final class ChannelHadamard {
    private final Workers workers;
    private final int in;
    private final int out;
    private final float scale;
    private final int rowsPerTile;
    private final float[][] narrow;
    private final float[][] wide;
    private final float[][] channels;

    /**
     * A prepared transform.
     *
     * @param in  channels read, at most as many as are made
     * @param out channels made, a power of two
     * @throws IllegalArgumentException if there is no such transform
     */
    public ChannelHadamard(Workers workers, int in, int out) {
        if (in > out || WalshHadamard.order(out) != out) {
            throw new IllegalArgumentException("no Hadamard transform makes " + out + " channels of " + in
                    + "; take a power of two, at least as many as are read");
        }
        this.workers = workers;
        this.in = in;
        this.out = out;
        this.scale = (float) Math.sqrt(1.0 / out);
        this.rowsPerTile = Math.max(1, Gelu.TILE / out);
        this.narrow = new float[workers.count()][rowsPerTile * in];
        this.wide = new float[workers.count()][rowsPerTile * out];
        this.channels = new float[workers.count()][out];
    }

    /** Additions for one point. */
    public static long additions(int channels) {
        return (long) channels * Integer.numberOfTrailingZeros(channels);
    }

    /** Transforms some samples in place; the gradient goes the same way. There are as many channels as the transform makes. */
    public void transform(int worker, int from, int count, Field values) {
        Blas blas = workers.blas(worker);
        float[] tile = wide[worker];
        float[] row = channels[worker];
        int points = count * values.points();
        for (int first = 0; first < points; first += rowsPerTile) {
            int n = Math.min(rowsPerTile, points - first) * out;
            long address = address(values, from, first);
            blas.read(address, tile, n);
            for (int at = 0; at < n; at += out) {
                System.arraycopy(tile, at, row, 0, out);
                WalshHadamard.transform(row, out);
                for (int c = 0; c < out; c++) {
                    tile[at + c] = scale * row[c];
                }
            }
            blas.write(tile, n, address);
        }
    }

    private static long address(Field field, int sample, int point) {
        return field.memory().at(((long) sample * field.points() + point) * field.channels());
    }

    /** to ← to + the transform of from, for some samples. */
    public void add(int worker, int from, int count, Field source, Field to) {
        Blas blas = workers.blas(worker);
        float[] read = narrow[worker];
        float[] tile = wide[worker];
        float[] row = channels[worker];
        int points = count * source.points();
        for (int first = 0; first < points; first += rowsPerTile) {
            int rows = Math.min(rowsPerTile, points - first);
            blas.read(address(source, from, first), read, rows * in);
            blas.read(address(to, from, first), tile, rows * out);
            for (int r = 0; r < rows; r++) {
                Arrays.fill(row, in, out, 0f);
                System.arraycopy(read, r * in, row, 0, in);
                WalshHadamard.transform(row, out);
                for (int c = 0; c < out; c++) {
                    tile[r * out + c] += scale * row[c];
                }
            }
            blas.write(tile, rows * out, address(to, from, first));
        }
    }
}
