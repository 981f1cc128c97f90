package org.espalier.models.mlp;

import java.util.Arrays;
import org.espalier.api.plugin.RandomStream;

/**
 * A small square matrix in double precision, for tests that follow a training by theory.
 *
 * @param n       rows and columns
 * @param entries in c-order
 */
record SmallMatrix(int n, double[] entries) {
    static SmallMatrix diagonal(int n, double... values) {
        double[] entries = new double[n * n];
        for (int i = 0; i < values.length; i++) {
            entries[i * n + i] = values[i];
        }
        return new SmallMatrix(n, entries);
    }

    static SmallMatrix of(int n, float[] values) {
        double[] entries = new double[n * n];
        Arrays.setAll(entries, i -> values[i]);
        return new SmallMatrix(n, entries);
    }

    /** An orthogonal matrix, drawn: Gaussian rows by Gram–Schmidt, twice. */
    static SmallMatrix orthogonal(int n, String name) {
        RandomStream random = RandomStream.of(1, name);
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i][j] = random.normal((long) i * n + j);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < i; before++) {
                    subtract(rows[i], rows[before], dot(rows[i], rows[before]));
                }
                double norm = Math.sqrt(dot(rows[i], rows[i]));
                for (int j = 0; j < n; j++) {
                    rows[i][j] /= norm;
                }
            }
        }
        double[] entries = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(rows[i], 0, entries, i * n, n);
        }
        return new SmallMatrix(n, entries);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] direction, double by) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= by * direction[i];
        }
    }

    SmallMatrix times(SmallMatrix other) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double by = entries[i * n + k];
                for (int j = 0; j < n; j++) {
                    product[i * n + j] += by * other.entries[k * n + j];
                }
            }
        }
        return new SmallMatrix(n, product);
    }

    SmallMatrix times(double scale) {
        return new SmallMatrix(n, Arrays.stream(entries).map(x -> scale * x).toArray());
    }

    SmallMatrix minus(SmallMatrix other) {
        double[] difference = entries.clone();
        Arrays.setAll(difference, i -> entries[i] - other.entries[i]);
        return new SmallMatrix(n, difference);
    }

    SmallMatrix transposed() {
        double[] transposed = new double[n * n];
        Arrays.setAll(transposed, at -> entries[at % n * n + at / n]);
        return new SmallMatrix(n, transposed);
    }

    double at(int i, int j) {
        return entries[i * n + j];
    }

    float[] floats() {
        float[] floats = new float[entries.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) entries[i];
        }
        return floats;
    }

    /** Singular values, largest first, by one-sided Jacobi rotations (Golub, Van Loan, 8.6.3). */
    double[] singularValues() {
        double[][] columns = new double[n][n];
        for (int at = 0; at < entries.length; at++) {
            columns[at % n][at / n] = entries[at];
        }
        boolean turned = true;
        for (int sweep = 0; turned && sweep < 60; sweep++) {
            turned = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    turned |= turn(columns[p], columns[q]);
                }
            }
        }
        double[] values = Arrays.stream(columns)
                .mapToDouble(c -> -Math.sqrt(dot(c, c)))
                .sorted()
                .toArray();
        return Arrays.stream(values).map(s -> -s).toArray();
    }

    private static boolean turn(double[] p, double[] q) {
        double pq = dot(p, q);
        double pp = dot(p, p);
        double qq = dot(q, q);
        if (pq * pq <= 1e-24 * pp * qq) {
            return false;
        }
        double theta = (qq - pp) / (2 * pq);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        for (int i = 0; i < p.length; i++) {
            double old = p[i];
            p[i] = c * old - c * t * q[i];
            q[i] = c * t * old + c * q[i];
        }
        return true;
    }

    /** How many directions it has, weighed by strength: exp of the entropy of s/Σs. */
    double effectiveRank() {
        double[] s = singularValues();
        double all = Arrays.stream(s).sum();
        double entropy = 0;
        for (double value : s) {
            entropy -= value > 0 ? value / all * Math.log(value / all) : 0;
        }
        return Math.exp(entropy);
    }

    /** Singular values above a bound. */
    int rankAbove(double bound) {
        return (int) Arrays.stream(singularValues()).filter(s -> s > bound).count();
    }
}
