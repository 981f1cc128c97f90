package org.espalier.layers;

import java.util.Arrays;

/**
 * The softmax of rows of scores under a causal mask, and its derivative, on heap tiles.
 *
 * <p>exp(x) − 1 is q after six times q ← q·(2 + q), from q = exp(x/64) − 1 by its Taylor polynomial of degree 8. Rounding stays
 * that of the first q, so that every weight is right within 1e-6 of the row's largest, and C2 vectorises the loop.
 */
final class Softmax {
    /** exp is 0 in float32 below. */
    private static final float LOWEST = -88f;

    private Softmax() {}

    /**
     * Turns the scores of a row into weights: those from from to seen − 1; those from seen to to − 1 are not seen and become 0.
     */
    static void forward(float[] row, int from, int seen, int to) {
        float most = Sums.max(row, from, seen);
        exp(row, from, seen, most);
        float scale = 1f / Sums.sum(row, from, seen);
        for (int i = from; i < seen; i++) {
            row[i] *= scale;
        }
        Arrays.fill(row, seen, to, 0f);
    }

    /** x ← exp(x − most), for x that are not above most. NaN stays NaN. */
    static void exp(float[] x, int from, int to, float most) {
        for (int i = from; i < to; i++) {
            float s = Math.max(LOWEST, x[i] - most) * 0.015625f;
            float p = Math.fma(s, 1f / 40320, 1f / 5040);
            p = Math.fma(p, s, 1f / 720);
            p = Math.fma(p, s, 1f / 120);
            p = Math.fma(p, s, 1f / 24);
            p = Math.fma(p, s, 1f / 6);
            p = Math.fma(p, s, 0.5f);
            p = Math.fma(p, s, 1f);
            float q = p * s;
            q = Math.fma(q, q, q + q);
            q = Math.fma(q, q, q + q);
            q = Math.fma(q, q, q + q);
            q = Math.fma(q, q, q + q);
            q = Math.fma(q, q, q + q);
            q = Math.fma(q, q, q + q);
            x[i] = Math.max(0f, 1f + q);
        }
    }

    /**
     * Turns the gradient of a row's weights into that of its scores.
     *
     * @param gradient of the weights that were heard; afterwards of the scores
     * @param heard    the weights after dropout
     * @param weights  the weights before it; the same array where there was none
     */
    static void backward(float[] gradient, float[] heard, float[] weights, int from, int to) {
        float mean = Sums.dot(gradient, heard, from, to);
        for (int i = from; i < to; i++) {
            gradient[i] = gradient[i] * heard[i] - mean * weights[i];
        }
    }
}
