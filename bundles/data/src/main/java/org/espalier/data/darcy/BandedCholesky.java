package org.espalier.data.darcy;

import java.util.Arrays;

/** Cholesky's factorisation of a symmetric positive definite matrix whose entries lie within a band of the diagonal. */
final class BandedCholesky {
    private final int size;
    private final int band;
    /** Row i holds columns i − band to i: entry (i, j) is at i·(band + 1) + j − i + band. */
    private final double[] rows;

    /** @param band largest |i − j| of an entry */
    BandedCholesky(int size, int band) {
        this.size = size;
        this.band = band;
        this.rows = new double[Math.multiplyExact(size, band + 1)];
    }

    /** Clears the matrix, for the next one of the same size. */
    void clear() {
        Arrays.fill(rows, 0);
    }

    /** Sets an entry of the lower triangle: j ≤ i. */
    void set(int i, int j, double value) {
        rows[at(i, j)] = value;
    }

    /** Replaces the matrix by its factor; ArithmeticException if it is not positive definite. */
    void factor() {
        for (int i = 0; i < size; i++) {
            int first = Math.max(0, i - band);
            for (int j = first; j <= i; j++) {
                double rest = rows[at(i, j)] - dot(at(i, first), at(j, first), j - first);
                if (j < i) {
                    rows[at(i, j)] = rest / rows[at(j, j)];
                } else if (rest > 0) {
                    rows[at(i, i)] = Math.sqrt(rest);
                } else {
                    throw new ArithmeticException("the matrix is not positive definite at row " + i);
                }
            }
        }
    }

    private double dot(int a, int b, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += rows[a + k] * rows[b + k];
        }
        return sum;
    }

    /** Solves in place with the factor. */
    void solve(double[] x) {
        for (int i = 0; i < size; i++) {
            double sum = x[i];
            for (int j = Math.max(0, i - band); j < i; j++) {
                sum -= rows[at(i, j)] * x[j];
            }
            x[i] = sum / rows[at(i, i)];
        }
        for (int i = size - 1; i >= 0; i--) {
            x[i] /= rows[at(i, i)];
            for (int j = Math.max(0, i - band); j < i; j++) {
                x[j] -= rows[at(i, j)] * x[i];
            }
        }
    }

    private int at(int i, int j) {
        return i * (band + 1) + j - i + band;
    }
}
