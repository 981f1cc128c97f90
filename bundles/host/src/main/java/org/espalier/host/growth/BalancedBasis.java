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
    private final double[] energies;
    private final int rank;
    private final double[][] left;
    private final double[][] right;

    /** The basis of one product. */
    BalancedBasis(GramPair pair) {
        int n = pair.terms();
        energies = new double[n];
        if (!pair.finite()) {
            Arrays.fill(energies, Double.NaN);
            rank = 0;
            left = new double[0][];
            right = new double[0][];
            return;
        }
        double[][] within = half(pair.left());
        SymmetricEigenvalues eigen = SymmetricEigenvalues.of(RowSums.congruence(within, pair.right()));
        int[] order = descending(eigen.values());
        for (int k = 0; k < order.length; k++) {
            energies[k] = Math.max(0, eigen.values()[order[k]]);
        }
        rank = above(energies);
        left = new double[rank][n];
        right = new double[rank][n];
        double[] norms = Arrays.stream(within)
                .mapToDouble(row -> RowSums.dot(row, row, 0, n))
                .toArray();
        for (int k = 0; k < rank; k++) {
            fill(k, eigen.vectors()[order[k]], within, norms, pair.scale());
        }
    }

    /** Rows √dᵢ·eᵢ of √D·Eᵀ, for the eigenvalues above noise, largest first. */
    private static double[][] half(double[][] gram) {
        SymmetricEigenvalues eigen = SymmetricEigenvalues.of(RowSums.copy(gram));
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

    private static int[] descending(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -values[i]));
        return Arrays.stream(order).mapToInt(i -> i).toArray();
    }

    private static int above(double[] descending) {
        int count = 0;
        while (count < descending.length && descending[count] > GramPair.NOISE * descending[0]) {
            count++;
        }
        return count;
    }

    /** Term k of both maps. Signs are chosen so that a product which is balanced already keeps its own. */
    private void fill(int k, double[] vector, double[][] within, double[] norms, double[] scale) {
        int n = scale.length;
        double root = Math.sqrt(Math.sqrt(energies[k]));
        double[] divided = new double[norms.length];
        Arrays.setAll(divided, p -> vector[p] / norms[p]);
        RowSums.addAll(left[k], divided, within, 0, within.length, 0, n);
        RowSums.addAll(right[k], vector, within, 0, within.length, 0, n);
        for (int i = 0; i < n; i++) {
            left[k][i] *= root * scale[i];
            right[k][i] = scale[i] == 0 ? 0 : right[k][i] / root / scale[i];
        }
        double largest = 0;
        for (double entry : right[k]) {
            largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
        }
        for (int i = 0; largest < 0 && i < n; i++) {
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
