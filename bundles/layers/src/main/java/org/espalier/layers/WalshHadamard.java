package org.espalier.layers;

/**
 * The Walsh–Hadamard transform in natural order: x ← H·x with H_ij = (−1)^popcount(i ∧ j), which is H_1 = [1], H_2n = [[H_n,
 * H_n], [H_n, −H_n]] (Sylvester). Twice it is n times the identity.
 */
final class WalshHadamard {
    private WalshHadamard() {}

    /** The smallest power of two that is at least n. */
    static int order(int n) {
        return n < 2 ? 1 : Integer.highestOneBit(n - 1) << 1;
    }

    /**
     * Transforms the first n entries in place, n a power of two. Two of the log₂ n passes of butterflies (a, b) → (a + b, a −
     * b) are done at a time, which halves what is loaded and stored.
     */
    static void transform(float[] x, int n) {
        boolean odd = Integer.numberOfTrailingZeros(n) % 2 == 1;
        if (odd) {
            for (int i = 0; i < n; i += 2) {
                float a = x[i];
                float b = x[i + 1];
                x[i] = a + b;
                x[i + 1] = a - b;
            }
        }
        for (int quarter = odd ? 2 : 1; quarter < n; quarter *= 4) {
            for (int first = 0; first < n; first += 4 * quarter) {
                twice(x, first, quarter);
            }
        }
    }

    private static void twice(float[] x, int first, int quarter) {
        for (int i = first; i < first + quarter; i++) {
            float a = x[i];
            float b = x[i + quarter];
            float c = x[i + 2 * quarter];
            float d = x[i + 3 * quarter];
            float s = a + b;
            float u = c + d;
            float t = a - b;
            float v = c - d;
            x[i] = s + u;
            x[i + quarter] = t + v;
            x[i + 2 * quarter] = s - u;
            x[i + 3 * quarter] = t - v;
        }
    }
}
