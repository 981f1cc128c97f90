package org.espalier.layers.testing;

/** Linear layers and GELU in double precision, by plain loops: the oracle for forward and backward. */
public final class ReferenceLayers {
    private ReferenceLayers() {}

    /** y ← y + x·W + b with x [rows, in], W [in, out]. */
    public static void linear(int rows, int in, int out, double[] x, double[] w, double[] b, double[] y) {
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < out; o++) {
                double sum = b[o];
                for (int i = 0; i < in; i++) {
                    sum += x[r * in + i] * w[i * out + o];
                }
                y[r * out + o] += sum;
            }
        }
    }

    /** Adds the gradients: dx, dw and db grow by what dy gives. */
    public static void linearBackward(
            int rows, int in, int out, double[] x, double[] w, double[] dy, double[] dx, double[] dw, double[] db) {
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < out; o++) {
                double e = dy[r * out + o];
                db[o] += e;
                for (int i = 0; i < in; i++) {
                    dx[r * in + i] += e * w[i * out + o];
                    dw[i * out + o] += e * x[r * in + i];
                }
            }
        }
    }

    /** x·Φ(x) of every entry. */
    public static double[] gelu(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * cdf(x[i]);
        }
        return y;
    }

    /** The gradient before GELU: dy · (Φ(x) + x·φ(x)). */
    public static double[] geluBackward(double[] x, double[] dy) {
        double[] dx = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            dx[i] = dy[i] * slope(x[i]);
        }
        return dx;
    }

    /** Φ(x) + x·φ(x). */
    public static double slope(double x) {
        return cdf(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Φ(x) by its power series near 0 and its continued fraction far out (Abramowitz and Stegun, 26.2.11 and 26.2.14). */
    public static double cdf(double x) {
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        double a = Math.abs(x);
        if (a < 4) {
            double term = x;
            double sum = x;
            for (int n = 3; n < 200; n += 2) {
                term *= x * x / n;
                sum += term;
            }
            return 0.5 + density * sum;
        }
        double fraction = a;
        for (int n = 60; n > 0; n--) {
            fraction = a + n / fraction;
        }
        double tail = density / fraction;
        return x > 0 ? 1 - tail : tail;
    }
}
