package org.espalier.host.growth;

import java.util.Arrays;

/**
 * Squared singular values of a product L·R from its factors alone, never from the dense product: with LᵀL = V D Vᵀ they are
 * the eigenvalues of D^½ Vᵀ (R Rᵀ) V D^½. In double precision, so the squaring of the condition number costs nothing that
 * float32 factors had.
 */
final class ProductSpectrum {
    private ProductSpectrum() {}

    /**
     * The spectrum of L·R, largest first.
     *
     * @param left  [rows, rank] in c-order
     * @param right [rank, columns] in c-order
     */
    static double[] of(float[] left, float[] right, int rank) {
        if (rank == 0) {
            return new double[0];
        }
        double[][] gram = gramOfColumns(left, rank);
        SymmetricEigenvalues eigen = new SymmetricEigenvalues(gram);
        double[][] inner = sandwich(gramOfRows(right, rank), eigen);
        double[] spectrum = new SymmetricEigenvalues(inner).values();
        Arrays.sort(spectrum);
        for (int i = 0, j = rank - 1; i <= j; i++, j--) {
            double low = Math.max(0, spectrum[i]);
            spectrum[i] = Math.max(0, spectrum[j]);
            spectrum[j] = low;
        }
        return spectrum;
    }

    private static double[][] gramOfColumns(float[] matrix, int rank) {
        double[][] gram = new double[rank][rank];
        for (int row = 0; row < matrix.length; row += rank) {
            for (int i = 0; i < rank; i++) {
                for (int j = 0; j < rank; j++) {
                    gram[i][j] += (double) matrix[row + i] * matrix[row + j];
                }
            }
        }
        return gram;
    }

    private static double[][] gramOfRows(float[] matrix, int rank) {
        int width = matrix.length / rank;
        double[][] gram = new double[rank][rank];
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    sum += (double) matrix[i * width + k] * matrix[j * width + k];
                }
                gram[i][j] = sum;
                gram[j][i] = sum;
            }
        }
        return gram;
    }

    private static double[][] sandwich(double[][] middle, SymmetricEigenvalues eigen) {
        int n = middle.length;
        double[][] v = eigen.vectors();
        double[][] half = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    half[i][j] += middle[i][k] * v[k][j];
                }
            }
        }
        double[][] result = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += v[k][i] * half[k][j];
                }
                result[i][j] = sum * root(eigen.values()[i]) * root(eigen.values()[j]);
            }
        }
        return result;
    }

    private static double root(double eigenvalue) {
        return Math.sqrt(Math.max(0, eigenvalue));
    }
}
