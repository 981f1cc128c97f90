package org.espalier.data.vorticity;

/**
 * The discrete Fourier transform of n × n complex numbers, n a power of two from 8 on: between a field at points (x, y) = (a/n,
 * b/n), entry a·n + b, and its coefficients, entry k·n + l for the wave numbers k along x and l along y, negative ones counted
 * from n downwards.
 *
 * <p>Coefficients are (1/n²) Σ z e^(−2πi(ka + lb)/n): those of a function do not depend on the grid that resolves it. Every
 * butterfly joins two whole rows, in runs that a processor's vectors take. Tables come from StrictMath: the same bits on every
 * machine. Holds tables and scratch; one thread at a time.
 *
 * <p>Source: Cooley, Tukey: An algorithm for the machine calculation of complex Fourier series, 1965 (radix 2, rows, rows and
 * columns exchanged, rows).
 */
final class PlaneTransform {
    /** Rows and columns that are exchanged at once, so that both stay in the cache. */
    private static final int TILE = 8;

    private final int n;
    private final int[] reversed;
    private final double[] cos;
    private final double[] sin;
    private final double[] scratchRe;
    private final double[] scratchIm;

    PlaneTransform(int n) {
        if (n < TILE || Integer.bitCount(n) != 1) {
            throw new IllegalArgumentException(n + " is no power of two from " + TILE + " on");
        }
        this.n = n;
        reversed = new int[n];
        cos = new double[n / 2];
        sin = new double[n / 2];
        for (int i = 0; i < n; i++) {
            reversed[i] = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(n) + 1);
        }
        for (int k = 0; k < n / 2; k++) {
            cos[k] = StrictMath.cos(2 * StrictMath.PI * k / n);
            sin[k] = StrictMath.sin(2 * StrictMath.PI * k / n);
        }
        scratchRe = new double[n * n];
        scratchIm = new double[n * n];
    }

    /** Puts a field's coefficients in its place. */
    void forward(double[] re, double[] im) {
        transform(re, im, 1);
        double scale = 1.0 / n / n;
        for (int i = 0; i < n * n; i++) {
            re[i] *= scale;
            im[i] *= scale;
        }
    }

    /** Puts the field in the place of its coefficients. */
    void inverse(double[] re, double[] im) {
        transform(re, im, -1);
    }

    private void transform(double[] re, double[] im, int sign) {
        exchange(re, scratchRe);
        exchange(im, scratchIm);
        butterflies(scratchRe, scratchIm, sign);
        exchange(scratchRe, re);
        exchange(scratchIm, im);
        butterflies(re, im, sign);
    }

    /** Writes column c as row reversed(c). */
    private void exchange(double[] from, double[] to) {
        for (int row = 0; row < n; row += TILE) {
            for (int column = 0; column < n; column++) {
                int into = reversed[column] * n;
                for (int r = row; r < row + TILE; r++) {
                    to[into + r] = from[r * n + column];
                }
            }
        }
    }

    /** Transforms along the columns, rows standing in the order of reversed bits; sign 1 has e^(−2πi/n), −1 its conjugate. */
    private void butterflies(double[] re, double[] im, int sign) {
        for (int size = 1; size < n; size *= 2) {
            for (int k = 0; k < size; k++) {
                double c = cos[k * (n / 2 / size)];
                double s = sign * sin[k * (n / 2 / size)];
                for (int a = k; a < n; a += 2 * size) {
                    butterfly(re, im, a * n, (a + size) * n, c, s);
                }
            }
        }
    }

    private void butterfly(double[] re, double[] im, int a, int b, double c, double s) {
        for (int i = 0; i < n; i++) {
            double bRe = c * re[b + i] + s * im[b + i];
            double bIm = c * im[b + i] - s * re[b + i];
            re[b + i] = re[a + i] - bRe;
            im[b + i] = im[a + i] - bIm;
            re[a + i] += bRe;
            im[a + i] += bIm;
        }
    }
}
