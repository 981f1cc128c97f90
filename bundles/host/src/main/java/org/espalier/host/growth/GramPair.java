package org.espalier.host.growth;

import java.util.Arrays;

/**
 * The Gram matrices of the two factors of a product L·R, terms scaled to equal norms on either side. All that there is to know of the product's
 * singular values is in them, whatever the size of the dense product. In double precision, so that the squaring of the condition number costs
 * nothing that float32 factors had.
 *
 * @param left   LᵀL, [terms, terms]
 * @param right  R·Rᵀ, [terms, terms]
 * @param scale  by what a term of L was multiplied and one of R divided; 0 for a term that is zero on a side
 * @param finite whether the factors are; if not, nothing else counts
 */
record GramPair(double[][] left, double[][] right, double[] scale, boolean finite) {
    /** Squares of what float32 factors cannot tell from zero: 1e-7 of the largest singular value. */
    static final double NOISE = 1e-14;

    /** The pair of two Gram matrices. */
    static GramPair of(double[][] left, double[][] right) {
        double[] scale = new double[left.length];
        double sum = 0;
        for (int i = 0; i < scale.length; i++) {
            double l = left[i][i];
            double r = right[i][i];
            scale[i] = l > 0 && r > 0 ? Math.sqrt(Math.sqrt(r / l)) : 0;
            sum += l + r;
        }
        return new GramPair(
                scaled(left, scale, /* inverse= */ false),
                scaled(right, scale, /* inverse= */ true),
                scale,
                Double.isFinite(sum));
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

    int terms() {
        return scale.length;
    }

    /**
     * Squared singular values of the product, largest first, as many as terms; NaN if the factors are not finite. With LᵀL = CᵀC they are
     * the eigenvalues of C·R·Rᵀ·Cᵀ.
     */
    double[] energies() {
        double[] energies = new double[terms()];
        if (!finite) {
            Arrays.fill(energies, Double.NaN);
            return energies;
        }
        double[][] copy = RowSums.copy(left);
        double[] ascending =
                SymmetricEigenvalues.valuesOf(RowSums.congruence(new PivotedCholesky(copy, NOISE).root(), right));
        Arrays.sort(ascending);
        for (int k = 0; k < ascending.length; k++) {
            energies[k] = Math.max(0, ascending[ascending.length - 1 - k]);
        }
        return energies;
    }
}
