package org.espalier.host.growth;

import java.util.Arrays;

/**
 * Sums of rows of small matrices in double precision: the loops in which decompositions spend their time. Entries of a sum do not wait for one
 * another, as those of an inner product would, so that the compiler makes vectors of them; their order is fixed.
 */
final class RowSums {
    private RowSums() {}

    /** to += by·row, over columns from first to last − 1. */
    static void add(double[] to, double by, double[] row, int first, int last) {
        for (int j = first; j < last; j++) {
            to[j] += by * row[j];
        }
    }

    /** to += a·x + b·y, over columns from first to last − 1. */
    static void add(double[] to, double a, double[] x, double b, double[] y, int first, int last) {
        for (int j = first; j < last; j++) {
            to[j] += a * x[j] + b * y[j];
        }
    }

    /** to += Σ_i by_i·rows_i over rows from top to bottom − 1 and columns from first to last − 1. */
    static void addAll(double[] to, double[] by, double[][] rows, int top, int bottom, int first, int last) {
        int i = top;
        for (; i <= bottom - 4; i += 4) {
            addFour(to, by, rows, i, first, last);
        }
        for (; i < bottom; i++) {
            add(to, by[i], rows[i], first, last);
        }
    }

    private static void addFour(double[] to, double[] by, double[][] rows, int i, int first, int last) {
        double a = by[i];
        double b = by[i + 1];
        double c = by[i + 2];
        double d = by[i + 3];
        double[] w = rows[i];
        double[] x = rows[i + 1];
        double[] y = rows[i + 2];
        double[] z = rows[i + 3];
        for (int j = first; j < last; j++) {
            to[j] += a * w[j] + b * x[j] + (c * y[j] + d * z[j]);
        }
    }

    /** A copy of a matrix. */
    static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    /** X·M·Xᵀ of rows x of X and a symmetric M. */
    static double[][] congruence(double[][] rows, double[][] matrix) {
        int n = matrix.length;
        double[][] columns = new double[n][rows.length];
        for (int p = 0; p < rows.length; p++) {
            for (int i = 0; i < n; i++) {
                columns[i][p] = rows[p][i];
            }
        }
        double[][] result = new double[rows.length][rows.length];
        double[] half = new double[n];
        for (int p = 0; p < rows.length; p++) {
            Arrays.fill(half, 0);
            addAll(half, rows[p], matrix, 0, n, 0, n);
            addAll(result[p], half, columns, 0, n, 0, p + 1);
            for (int q = 0; q < p; q++) {
                result[q][p] = result[p][q];
            }
        }
        return result;
    }

    /** Σ x·y over columns from first to last − 1, in eight partial sums: one alone would wait for every addition. */
    static double dot(double[] x, double[] y, int first, int last) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        int j = first;
        for (; j <= last - 8; j += 8) {
            a += x[j] * y[j];
            b += x[j + 1] * y[j + 1];
            c += x[j + 2] * y[j + 2];
            d += x[j + 3] * y[j + 3];
            e += x[j + 4] * y[j + 4];
            f += x[j + 5] * y[j + 5];
            g += x[j + 6] * y[j + 6];
            h += x[j + 7] * y[j + 7];
        }
        for (; j < last; j++) {
            a += x[j] * y[j];
        }
        return a + b + (c + d) + (e + f + (g + h));
    }
}
