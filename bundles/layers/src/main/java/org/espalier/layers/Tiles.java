package org.espalier.layers;

/** Element-wise loops over the first entries of heap tiles, in the shapes that C2 vectorises (see {@link Gelu}). */
final class Tiles {
    private Tiles() {}

    /** x ← x + y. */
    static void add(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            x[i] += y[i];
        }
    }

    /** x ← x·y. */
    static void multiply(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            x[i] *= y[i];
        }
    }

    /** Repeats the first {@code period} entries over the whole tile. */
    static void repeat(float[] tile, int period) {
        for (int i = period; i < tile.length; i++) {
            tile[i] = tile[i - period];
        }
    }
}
