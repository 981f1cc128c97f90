package org.espalier.layers;

import java.util.Arrays;

/**
 * Mean and sum of squared deviations of every channel, gathered tile by tile: within a tile in single precision around the tile's own mean,
 * tiles merged in double (Chan, Golub, LeVeque, Updating formulae and a pairwise algorithm for computing sample variances, 1979). So a mean far from zero costs no
 * digits of the variance.
 */
final class ChannelMoments {
    private final int width;
    private final double[] mean;
    private final double[] squares;
    private final float[] tileMean;
    private final float[] tileSquares;
    private long count;

    ChannelMoments(int width) {
        this.width = width;
        this.mean = new double[width];
        this.squares = new double[width];
        this.tileMean = new float[width];
        this.tileSquares = new float[width];
    }

    /** Forgets everything. */
    void clear() {
        count = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    /** Rows that were seen. */
    long count() {
        return count;
    }

    /** A channel's mean. */
    double mean(int channel) {
        return mean[channel];
    }

    /** The sum of the squares of a channel's deviations from its mean. */
    double squares(int channel) {
        return squares[channel];
    }

    /** Takes the rows of a tile. */
    void add(float[] tile, int rows) {
        Arrays.fill(tileMean, 0f);
        Arrays.fill(tileSquares, 0f);
        for (int row = 0; row < rows; row++) {
            ChannelRows.add(tileMean, tile, row * width, width);
        }
        float share = 1f / rows;
        for (int c = 0; c < width; c++) {
            tileMean[c] *= share;
        }
        for (int row = 0; row < rows; row++) {
            ChannelRows.addSquares(tileSquares, tileMean, tile, row * width, width);
        }
        for (int c = 0; c < width; c++) {
            merge(c, rows, tileMean[c], tileSquares[c]);
        }
        count += rows;
    }

    /** Takes what another has seen. */
    void add(ChannelMoments other) {
        if (other.count > 0) {
            for (int c = 0; c < width; c++) {
                merge(c, other.count, other.mean[c], other.squares[c]);
            }
            count += other.count;
        }
    }

    private void merge(int c, long more, double otherMean, double otherSquares) {
        double apart = otherMean - mean[c];
        double part = (double) more / (count + more);
        mean[c] += apart * part;
        squares[c] += otherSquares + apart * apart * count * part;
    }
}
