package org.espalier.host.growth;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The change of basis that turns a product L·R into its balanced SVD: L·A = Q·√Σ and B·R = √Σ·Wᵀ, with B·A = 1. It comes from
 * the Gram matrices of the factors' terms alone, never from the dense product: with terms scaled to equal norms on either
 * side and LᵀL = E·D·Eᵀ, the eigenvalues of √D·Eᵀ·(R·Rᵀ)·E·√D are Σ². In double precision, so that the squaring of the
 * condition number costs nothing that float32 factors had.
 */
final class BalancedBasis {
    /** Squares of what float32 factors cannot tell from zero: 1e-7 of the largest singular value. */
    private static final double NOISE = 1e-14;

    private final double[] energies;
    private final int rank;
    private final double[][] left;
    private final double[][] right;

    /**
     * The basis of one product.
     *
     * @param gramLeft  LᵀL, [terms, terms]
     * @param gramRight R·Rᵀ, [terms, terms]
     */
    BalancedBasis(double[][] gramLeft, double[][] gramRight) {
        int n = gramLeft.length;
        energies = new double[n];
        if (!finite(gramLeft) || !finite(gramRight)) {
            Arrays.fill(energies, Double.NaN);
            rank = 0;
            left = new double[0][];
            right = new double[0][];
            return;
        }
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = gramLeft[i][i] > 0 && gramRight[i][i] > 0
                    ? Math.sqrt(Math.sqrt(gramRight[i][i] / gramLeft[i][i]))
                    : 0;
        }
        double[][] within = half(scaled(gramLeft, scale, false));
        SymmetricEigenvalues eigen = new SymmetricEigenvalues(between(within, scaled(gramRight, scale, true)));
        int[] order = descending(eigen.values());
        for (int k = 0; k < order.length; k++) {
            energies[k] = Math.max(0, eigen.values()[order[k]]);
        }
        rank = above(energies);
        left = new double[rank][n];
        right = new double[rank][n];
        double[] norms = Arrays.stream(within).mapToDouble(row -> dot(row, row)).toArray();
        for (int k = 0; k < rank; k++) {
            fill(k, eigen.vectors()[order[k]], within, norms, scale);
        }
    }

    /** Rows √dᵢ·eᵢ of √D·Eᵀ, for the eigenvalues above noise, largest first. */
    private static double[][] half(double[][] gram) {
        SymmetricEigenvalues eigen = new SymmetricEigenvalues(gram);
        int[] order = descending(eigen.values());
        double[] sorted =
                Arrays.stream(order).mapToDouble(i -> eigen.values()[i]).toArray();
        double[][] rows = new double[above(sorted)][gram.length];
        for (int p = 0; p < rows.length; p++) {
            for (int i = 0; i < gram.length; i++) {
                rows[p][i] = Math.sqrt(sorted[p]) * eigen.vectors()[order[p]][i];
            }
        }
        return rows;
    }

    private static boolean finite(double[][] gram) {
        double sum = 0;
        for (int i = 0; i < gram.length; i++) {
            sum += gram[i][i];
        }
        return Double.isFinite(sum);
    }

    private static double[][] scaled(double[][] gram, double[] scale, boolean inverse) {
        int n = gram.length;
        double[][] result = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double by = scale[i] * scale[j];
                result[i][j] = by == 0 ? 0 : inverse ? gram[i][j] / by : gram[i][j] * by;
            }
        }
        return result;
    }

    /** X·M·Xᵀ by rows x of X. */
    private static double[][] between(double[][] rows, double[][] matrix) {
        double[][] result = new double[rows.length][rows.length];
        double[] half = new double[matrix.length];
        for (int p = 0; p < rows.length; p++) {
            for (int i = 0; i < half.length; i++) {
                half[i] = dot(matrix[i], rows[p]);
            }
            for (int q = 0; q <= p; q++) {
                result[p][q] = dot(half, rows[q]);
                result[q][p] = result[p][q];
            }
        }
        return result;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static int[] descending(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -values[i]));
        return Arrays.stream(order).mapToInt(i -> i).toArray();
    }

    private static int above(double[] descending) {
        int count = 0;
        while (count < descending.length && descending[count] > NOISE * descending[0]) {
            count++;
        }
        return count;
    }

    /** Term k of both maps. Signs are chosen so that a product which is balanced already keeps its own. */
    private void fill(int k, double[] vector, double[][] within, double[] norms, double[] scale) {
        double root = Math.sqrt(Math.sqrt(energies[k]));
        for (int i = 0; i < scale.length; i++) {
            double forth = 0;
            double back = 0;
            for (int p = 0; p < within.length; p++) {
                forth += within[p][i] / norms[p] * vector[p];
                back += within[p][i] * vector[p];
            }
            left[k][i] = root * scale[i] * forth;
            right[k][i] = scale[i] == 0 ? 0 : back / root / scale[i];
        }
        double largest = 0;
        for (double entry : right[k]) {
            largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
        }
        for (int i = 0; largest < 0 && i < scale.length; i++) {
            left[k][i] = -left[k][i];
            right[k][i] = -right[k][i];
        }
    }

    /** Squared singular values, largest first, as many as terms. */
    double[] energies() {
        return energies;
    }

    /** Terms whose singular value is above 1e-7 of the largest. */
    int rank() {
        return rank;
    }

    /** A, by new term and old. */
    double[][] left() {
        return left;
    }

    /** B, by new term and old. */
    double[][] right() {
        return right;
    }
}
