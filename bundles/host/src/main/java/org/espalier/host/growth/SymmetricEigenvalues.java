package org.espalier.host.growth;

/** Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub, Van Loan, 8.5). */
final class SymmetricEigenvalues {
    private static final int MOST_SWEEPS = 60;
    private final double[] values;
    private final double[][] vectors;

    /** The decomposition of a symmetric matrix, which is overwritten. */
    SymmetricEigenvalues(double[][] a) {
        int n = a.length;
        vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 1e-30 * trace2(a); sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, p, q);
                }
            }
        }
        values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
    }

    /** Eigenvalues in no particular order. */
    double[] values() {
        return values;
    }

    /** Eigenvectors: row k belongs to eigenvalue k. */
    double[][] vectors() {
        return vectors;
    }

    private static double offDiagonal(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = i + 1; j < a.length; j++) {
                sum += a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    private static double trace2(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i][i] * a[i][i];
        }
        return sum;
    }

    private void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        double pp = a[p][p] - t * a[p][q];
        double qq = a[q][q] + t * a[p][q];
        turn(a[p], a[q], c, s);
        for (int k = 0; k < a.length; k++) {
            a[k][p] = a[p][k];
            a[k][q] = a[q][k];
        }
        a[p][p] = pp;
        a[q][q] = qq;
        a[p][q] = 0;
        a[q][p] = 0;
        turn(vectors[p], vectors[q], c, s);
    }

    private static void turn(double[] p, double[] q, double c, double s) {
        for (int k = 0; k < p.length; k++) {
            double kp = p[k];
            double kq = q[k];
            p[k] = c * kp - s * kq;
            q[k] = s * kp + c * kq;
        }
    }
}
