package org.espalier.layers;

import java.util.Arrays;

/**
 * Sums over the rows of many tiles, channel by channel: place by place of a tile in single precision, which C2 vectorises, and
 * every few tiles gathered by channel in double.
 */
final class ChannelSums {
    /** Few enough that single precision loses next to nothing. */
    private static final int TILES = 32;

    private final int width;
    private final float[] places;
    private final double[] sums;
    private int tiles;

    /** Sums over tiles of at most that many rows. */
    ChannelSums(int width, int rows) {
        this.width = width;
        this.places = new float[rows * width];
        this.sums = new double[width];
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(places, 0f);
        Arrays.fill(sums, 0);
        tiles = 0;
    }

    /** Adds the first n entries of a tile. */
    void add(float[] x, int n) {
        Tiles.add(places, x, n);
        count();
    }

    /** Adds the products of the first n entries of two tiles. */
    void addProducts(float[] x, float[] y, int n) {
        multiplyAdd(places, x, y, n);
        count();
    }

    private static void multiplyAdd(float[] sum, float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += x[i] * y[i];
        }
    }

    private void count() {
        if (++tiles == TILES) {
            gather();
        }
    }

    /** Makes all that was added part of {@link #sum}. */
    void gather() {
        for (int from = 0; from < places.length; from += width) {
            for (int c = 0; c < width; c++) {
                sums[c] += places[from + c];
            }
        }
        Arrays.fill(places, 0f);
        tiles = 0;
    }

    /** A channel's sum, as far as it has been gathered. */
    double sum(int channel) {
        return sums[channel];
    }
}
