package org.espalier.testkit.doubles;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.plugin.RandomStream;

/** Leading singular vectors by orthogonal power iteration, in double, for matrices small enough for a decision. */
final class LeadingVectors {
    private static final int ITERATIONS = 300;

    private LeadingVectors() {}

    /**
     * The leading left singular vectors, each of norm 1, of a matrix in c-order.
     *
     * @param matrix [rows, …]; if some entry is not finite there are none
     * @param wanted how many at most; there are no more than the matrix has singular values above 1e-6 of the largest
     */
    static double[][] left(float[] matrix, int rows, int wanted, RandomStream draws) {
        int columns = matrix.length / rows;
        for (float value : matrix) {
            if (!Float.isFinite(value)) {
                return new double[0][];
            }
        }
        List<double[]> found = new ArrayList<>();
        double largest = 0;
        while (found.size() < Math.min(wanted, Math.min(rows, columns))) {
            double[] u = new double[rows];
            for (int i = 0; i < rows; i++) {
                u[i] = draws.at(found.size()).normal(i);
            }
            normalize(project(u, found));
            double energy = 0;
            for (int iteration = 0; iteration < ITERATIONS; iteration++) {
                u = project(twice(matrix, u, columns), found);
                energy = normalize(u);
                if (energy <= 1e-12 * largest || energy == 0) {
                    return found.toArray(double[][]::new);
                }
            }
            largest = Math.max(largest, energy);
            found.add(u);
        }
        return found.toArray(double[][]::new);
    }

    /** B·(Bᵀ·u). */
    private static double[] twice(float[] matrix, double[] u, int columns) {
        double[] read = new double[columns];
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < columns; j++) {
                read[j] += matrix[i * columns + j] * u[i];
            }
        }
        double[] fed = new double[u.length];
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < columns; j++) {
                fed[i] += matrix[i * columns + j] * read[j];
            }
        }
        return fed;
    }

    private static double[] project(double[] u, List<double[]> off) {
        for (double[] known : off) {
            double along = 0;
            for (int i = 0; i < u.length; i++) {
                along += known[i] * u[i];
            }
            for (int i = 0; i < u.length; i++) {
                u[i] -= along * known[i];
            }
        }
        return u;
    }

    /** Divides by the norm, which it returns; a zero vector stays. */
    private static double normalize(double[] u) {
        double squares = 0;
        for (double value : u) {
            squares += value * value;
        }
        double norm = Math.sqrt(squares);
        for (int i = 0; i < u.length && norm > 0; i++) {
            u[i] /= norm;
        }
        return norm;
    }
}
