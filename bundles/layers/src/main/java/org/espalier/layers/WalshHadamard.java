package org.espalier.layers;

/**
 * The Walsh–Hadamard transform in natural order: x ← H·x with H_ij = (−1)^popcount(i ∧ j), which is H_1 = [1], H_2n = [[H_n, H_n],
 * [H_n, −H_n]] (Sylvester). Twice it is n times the identity.
 */
final class WalshHadamard {
    private WalshHadamard() {}

    /** The smallest power of two that is at least n. */
    static int order(int n) {
        return n < 2 ? 1 : Integer.highestOneBit(n - 1) << 1;
    }

    /** Transforms the first n entries in place, n a power of two: log₂ n passes of butterflies (a, b) → (a + b, a − b). */
    static void transform(float[] x, int n) {
        for (int half = 1; half < n; half *= 2) {
            for (int first = 0; first < n; first += 2 * half) {
                for (int i = first; i < first + half; i++) {
                    float a = x[i];
                    float b = x[i + half];
                    x[i] = a + b;
                    x[i + half] = a - b;
                }
            }
        }
    }
}
