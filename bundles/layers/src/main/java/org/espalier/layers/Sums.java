package org.espalier.layers;

/**
 * Sums over stretches of heap tiles, in eight partial sums each: one alone would wait for every addition. The order is fixed,
 * so bits are the same everywhere.
 */
final class Sums {
    private Sums() {}

    /** Σ x over from to to − 1. */
    static float sum(float[] x, int from, int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
            e += x[i + 4];
            f += x[i + 5];
            g += x[i + 6];
            h += x[i + 7];
        }
        for (; i < to; i++) {
            a += x[i];
        }
        return a + b + (c + d) + (e + f + (g + h));
    }

    /** Σ x·y over from to to − 1. */
    static float dot(float[] x, float[] y, int from, int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
            e += x[i + 4] * y[i + 4];
            f += x[i + 5] * y[i + 5];
            g += x[i + 6] * y[i + 6];
            h += x[i + 7] * y[i + 7];
        }
        for (; i < to; i++) {
            a += x[i] * y[i];
        }
        return a + b + (c + d) + (e + f + (g + h));
    }

    /** The largest of x over from to to − 1, of which there is one at least; NaN if one is. */
    static float max(float[] x, int from, int to) {
        float a = x[from];
        float b = a;
        float c = a;
        float d = a;
        int i = from;
        for (; i <= to - 4; i += 4) {
            a = Math.max(a, x[i]);
            b = Math.max(b, x[i + 1]);
            c = Math.max(c, x[i + 2]);
            d = Math.max(d, x[i + 3]);
        }
        for (; i < to; i++) {
            a = Math.max(a, x[i]);
        }
        return Math.max(Math.max(a, b), Math.max(c, d));
    }
}
