package org.espalier.layers;

import java.util.Arrays;

/**
 * Mean and sum of squared deviations of every channel of many tiles: sums of what is left when the mean of the first tile is
 * taken away, so that a mean far from zero costs no digits of the variance. What several workers have seen is merged in double
 * (Chan, Golub, LeVeque, Updating formulae and a pairwise algorithm for computing sample variances, 1979).
 */
final class ChannelMoments {
    private final int width;
    private final float[] centre;
    private final float[] off;
    private final ChannelSums sums;
    private final ChannelSums products;
    private final double[] mean;
    private final double[] squares;
    private long count;

    /** Those of tiles of at most that many rows. */
    ChannelMoments(int width, int rows) {
        this.width = width;
        this.centre = new float[rows * width];
        this.off = new float[rows * width];
        this.sums = new ChannelSums(width, rows);
        this.products = new ChannelSums(width, rows);
        this.mean = new double[width];
        this.squares = new double[width];
    }

    /** Forgets everything. */
    void clear() {
        count = 0;
        sums.clear();
        products.clear();
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    /** Takes the rows of a tile. */
    void add(float[] tile, int rows) {
        if (count == 0) {
            centreOn(tile, rows);
        }
        int n = rows * width;
        subtract(tile, centre, off, n);
        sums.add(off, n);
        products.addProducts(off, off, n);
        count += rows;
    }

    private void centreOn(float[] tile, int rows) {
        Arrays.fill(centre, 0, width, 0f);
        for (int from = 0; from < rows * width; from += width) {
            for (int c = 0; c < width; c++) {
                centre[c] += tile[from + c] / rows;
            }
        }
        Tiles.repeat(centre, width);
    }

    private static void subtract(float[] x, float[] y, float[] difference, int n) {
        for (int i = 0; i < n; i++) {
            difference[i] = x[i] - y[i];
        }
    }

    /** Works out the moments of the tiles that were added. */
    void finish() {
        sums.gather();
        products.gather();
        for (int c = 0; c < width && count > 0; c++) {
            double sum = sums.sum(c);
            mean[c] = centre[c] + sum / count;
            squares[c] = Math.max(0, products.sum(c) - sum * sum / count);
        }
    }

    /** Takes what another has seen; both are finished. */
    void merge(ChannelMoments other) {
        if (other.count == 0) {
            return;
        }
        double part = (double) other.count / (count + other.count);
        for (int c = 0; c < width; c++) {
            double apart = other.mean[c] - mean[c];
            mean[c] += apart * part;
            squares[c] += other.squares[c] + apart * apart * count * part;
        }
        count += other.count;
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
}
