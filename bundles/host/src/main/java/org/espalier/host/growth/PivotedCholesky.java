package org.espalier.host.growth;

import java.util.stream.IntStream;

/**
 * A triangular root of a symmetric, positive semi-definite matrix: G = RᵀR by Cholesky's method with complete pivoting (Golub, Van Loan, 4.2.8).
 * It ends where what is left is no more than rounding errors.
 */
final class PivotedCholesky {
    private final double[][] rows;
    private final int[] order;
    private final int rank;

    /**
     * The root of a matrix, which is overwritten.
     *
     * @param noise share of the largest entry of the diagonal at which a pivot counts as zero
     */
    PivotedCholesky(double[][] gram, double noise) {
        int n = gram.length;
        this.rows = gram;
        this.order = IntStream.range(0, n).toArray();
        double least = 0;
        int k = 0;
        for (; k < n; k++) {
            int pivot = largest(k);
            double value = gram[pivot][pivot];
            least = k == 0 ? noise * value : least;
            if (!(value > least)) {
                break;
            }
            swap(k, pivot);
            eliminate(k);
        }
        this.rank = k;
    }

    private int largest(int from) {
        int best = from;
        for (int i = from + 1; i < rows.length; i++) {
            best = rows[i][i] > rows[best][best] ? i : best;
        }
        return best;
    }

    private void swap(int i, int j) {
        if (i == j) {
            return;
        }
        double[] row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
        for (double[] each : rows) {
            double entry = each[i];
            each[i] = each[j];
            each[j] = entry;
        }
        int at = order[i];
        order[i] = order[j];
        order[j] = at;
    }

    private void eliminate(int k) {
        int n = rows.length;
        double[] row = rows[k];
        double root = Math.sqrt(row[k]);
        for (int j = k; j < n; j++) {
            row[j] /= root;
        }
        for (int i = k + 1; i < n; i++) {
            RowSums.add(rows[i], -row[i], row, k + 1, n);
        }
    }

    /** R, its columns where those of the matrix were. */
    double[][] root() {
        double[][] root = new double[rank][rows.length];
        for (int p = 0; p < rank; p++) {
            for (int j = p; j < rows.length; j++) {
                root[p][order[j]] = rows[p][j];
            }
        }
        return root;
    }
}
