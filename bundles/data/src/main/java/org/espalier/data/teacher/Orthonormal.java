package org.espalier.data.teacher;

import org.espalier.api.plugin.RandomStream;

/** Orthonormal rows drawn uniformly: Gaussian ones, each freed of those before it. */
final class Orthonormal {
    private Orthonormal() {}

    /** So many rows, at most as many as they have numbers; more rows begin with the fewer. */
    static double[][] rows(int count, int length, RandomStream random) {
        double[][] rows = new double[count][length];
        for (int row = 0; row < count; row++) {
            RandomStream draws = random.at(row);
            for (int i = 0; i < length; i++) {
                rows[row][i] = draws.normal(i);
            }
            // Twice, since rounding leaves a part the first time where a row is nearly one of those before it.
            free(rows, row);
            free(rows, row);
        }
        return rows;
    }

    private static void free(double[][] rows, int row) {
        double[] freed = rows[row];
        for (int other = 0; other < row; other++) {
            double along = dot(rows[other], freed);
            for (int i = 0; i < freed.length; i++) {
                freed[i] -= along * rows[other][i];
            }
        }
        double length = Math.sqrt(dot(freed, freed));
        for (int i = 0; i < freed.length; i++) {
            freed[i] /= length;
        }
    }

    /** The product of two rows of equal length. */
    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
