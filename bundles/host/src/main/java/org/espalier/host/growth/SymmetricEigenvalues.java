package org.espalier.host.growth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reflections make it tridiagonal, implicit QR steps with Wilkinson's shift
 * make that diagonal (Golub, Van Loan, 8.3). Eigenvalues are true to about 1e-16 of the largest, times the root of the order.
 */
final class SymmetricEigenvalues {
    private static final int MOST_STEPS_EACH = 60;
    private static final double EPSILON = Math.ulp(1.0);
    private final double[] values;
    private final double[] beside;
    private final double @Nullable [][] vectors;

    private SymmetricEigenvalues(double[][] a, boolean wanted) {
        double largest = 0;
        for (double[] row : a) {
            for (double entry : row) {
                largest = Math.max(largest, Math.abs(entry));
            }
        }
        // Squares of entries are then neither too large nor too small to matter.
        for (double[] row : a) {
            for (int j = 0; largest > 0 && j < row.length; j++) {
                row[j] /= largest;
            }
        }
        values = new double[a.length];
        beside = new double[a.length];
        double[] scales = tridiagonal(a);
        vectors = wanted ? reflections(a, scales) : null;
        diagonal();
        for (int i = 0; i < values.length; i++) {
            values[i] *= largest;
        }
    }

    /** Eigenvalues and eigenvectors of a finite symmetric matrix, which is overwritten. */
    static SymmetricEigenvalues of(double[][] a) {
        return new SymmetricEigenvalues(a, true);
    }

    /** Eigenvalues alone, in no particular order, of a finite symmetric matrix, which is overwritten. */
    static double[] valuesOf(double[][] a) {
        return new SymmetricEigenvalues(a, false).values;
    }

    /** Eigenvalues in no particular order. */
    double[] values() {
        return values;
    }

    /** Eigenvectors: row k belongs to eigenvalue k. */
    double[][] vectors() {
        if (vectors == null) {
            throw new IllegalStateException("eigenvalues alone were asked for");
        }
        return vectors;
    }

    /** Makes the matrix tridiagonal; row k then holds reflection k, 1 − scale_k·u·uᵀ, from column k + 1 on. */
    private double[] tridiagonal(double[][] a) {
        int n = a.length;
        double[] scales = new double[n];
        double[] p = new double[n];
        for (int k = 0; k < n - 2; k++) {
            values[k] = a[k][k];
            double[] u = a[k];
            int first = k + 1;
            double rest = RowSums.dot(u, u, first + 1, n);
            if (rest == 0) {
                beside[k] = u[first];
                continue;
            }
            double norm = Math.copySign(Math.sqrt(u[first] * u[first] + rest), u[first]);
            beside[k] = -norm;
            u[first] += norm;
            scales[k] = 2 / (u[first] * u[first] + rest);
            Arrays.fill(p, first, n, 0);
            RowSums.addAll(p, u, a, first, n, first, n);
            double half = scales[k] * RowSums.dot(u, p, first, n) / 2;
            for (int j = first; j < n; j++) {
                p[j] = scales[k] * (p[j] - half * u[j]);
            }
            for (int i = first; i < n; i++) {
                RowSums.add(a[i], -u[i], p, -p[i], u, first, n);
            }
        }
        for (int k = Math.max(0, n - 2); k < n; k++) {
            values[k] = a[k][k];
            beside[k] = k == n - 1 ? 0 : a[k][k + 1];
        }
        return scales;
    }

    /** The product of all reflections, transposed: its rows are what the eigenvectors of the tridiagonal matrix combine. */
    private static double[][] reflections(double[][] a, double[] scales) {
        int n = a.length;
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            product[i][i] = 1;
        }
        double[] sum = new double[n];
        for (int k = n - 3; k >= 0; k--) {
            // Those after it have left rows and columns up to k + 1 alone.
            int first = k + 1;
            Arrays.fill(sum, first, n, 0);
            RowSums.addAll(sum, a[k], product, first, n, first, n);
            for (int i = first; i < n; i++) {
                RowSums.add(product[i], -scales[k] * a[k][i], sum, first, n);
            }
        }
        return transposed(product);
    }

    private static double[][] transposed(double[][] square) {
        double[][] rows = new double[square.length][square.length];
        for (int i = 0; i < square.length; i++) {
            for (int j = 0; j < square.length; j++) {
                rows[j][i] = square[i][j];
            }
        }
        return rows;
    }

    /** Takes the tridiagonal matrix apart from its end, a block at a time. */
    private void diagonal() {
        int end = values.length - 1;
        long steps = (long) MOST_STEPS_EACH * values.length;
        while (end > 0) {
            int begin = end;
            while (begin > 0 && !negligible(begin - 1)) {
                begin--;
            }
            if (begin == end) {
                end--;
            } else if (steps-- == 0) {
                throw new ArithmeticException("eigenvalues do not converge");
            } else {
                step(begin, end);
            }
        }
    }

    private boolean negligible(int k) {
        if (Math.abs(beside[k]) > EPSILON * (Math.abs(values[k]) + Math.abs(values[k + 1])) + Double.MIN_NORMAL) {
            return false;
        }
        beside[k] = 0;
        return true;
    }

    /** One implicit QR step on the block from begin to end. */
    private void step(int begin, int end) {
        double x = values[begin] - shift(end);
        double z = beside[begin];
        for (int k = begin; k < end; k++) {
            double r = Math.sqrt(x * x + z * z);
            double c = r == 0 ? 1 : x / r;
            double s = r == 0 ? 0 : z / r;
            if (k > begin) {
                beside[k - 1] = r;
            }
            double a = values[k];
            double b = values[k + 1];
            double e = beside[k];
            double turned = s * (b - a) + 2 * c * e;
            values[k] = a + s * turned;
            values[k + 1] = b - s * turned;
            beside[k] = c * turned - e;
            x = beside[k];
            if (k < end - 1) {
                z = s * beside[k + 1];
                beside[k + 1] *= c;
            }
            if (vectors != null) {
                turn(vectors[k], vectors[k + 1], c, s);
            }
        }
    }

    /** The eigenvalue of the block's last 2 × 2 that is nearer to its last entry. */
    private double shift(int end) {
        double half = (values[end - 1] - values[end]) / 2;
        double e = beside[end - 1];
        double root = Math.copySign(Math.sqrt(half * half + e * e), half);
        return half + root == 0 ? values[end] : values[end] - e * e / (half + root);
    }

    private static void turn(double[] p, double[] q, double c, double s) {
        for (int k = 0; k < p.length; k++) {
            double kp = p[k];
            double kq = q[k];
            p[k] = c * kp + s * kq;
            q[k] = c * kq - s * kp;
        }
    }
}
