package org.espalier.layers;

/** Loops over one row of a tile, each entry of which is a channel. */
final class ChannelRows {
    private ChannelRows() {}

    /** sum ← sum + row. */
    static void add(float[] sum, float[] tile, int from, int width) {
        for (int c = 0; c < width; c++) {
            sum[c] += tile[from + c];
        }
    }

    /** sum ← sum + (row − mean)². */
    static void addSquares(float[] sum, float[] mean, float[] tile, int from, int width) {
        for (int c = 0; c < width; c++) {
            float off = tile[from + c] - mean[c];
            sum[c] += off * off;
        }
    }

    /** sum ← sum + a·(b − mean)·scale, row by row. */
    static void addProducts(float[] sum, float[] a, float[] b, float[] mean, float[] scale, int from, int width) {
        for (int c = 0; c < width; c++) {
            sum[c] += a[from + c] * ((b[from + c] - mean[c]) * scale[c]);
        }
    }
}
