package org.espalier.data.burgers;

/**
 * The discrete Fourier transform of n real numbers, n a power of two from 4 on, as one complex transform of half the length.
 *
 * <p>Coefficients are c_k = (1/n) Σ_j x_j e^(−2πi jk/n) for k = 0 to n/2, so that x_j = Σ_k c_k e^(2πi jk/n) over −n/2 &lt; k
 * ≤ n/2 with c_−k the conjugate of c_k: the coefficients of a function do not depend on the grid that resolves it. Tables
 * come from StrictMath: the same bits on every machine. Holds tables and scratch; one thread at a time.
 *
 * <p>Source: Cooley, Tukey: An algorithm for the machine calculation of complex Fourier series, 1965 (radix 2, in place).
 */
final class RealTransform {
    private final int half;
    private final int[] reversed;
    /** cos and sin of 2πk/n, k = 0 to n/2. */
    private final double[] cos;

    private final double[] sin;
    private final double[] re;
    private final double[] im;

    RealTransform(int n) {
        if (n < 4 || Integer.bitCount(n) != 1) {
            throw new IllegalArgumentException(n + " is no power of two from 4 on");
        }
        half = n / 2;
        reversed = new int[half];
        for (int i = 0; i < half; i++) {
            reversed[i] = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(half) + 1);
        }
        cos = new double[half + 1];
        sin = new double[half + 1];
        for (int k = 0; k <= half; k++) {
            cos[k] = StrictMath.cos(2 * StrictMath.PI * k / n);
            sin[k] = StrictMath.sin(2 * StrictMath.PI * k / n);
        }
        re = new double[half];
        im = new double[half];
    }

    /** Coefficients 0 to n/2 of x; those of 0 and n/2 have no imaginary part. */
    void forward(double[] x, double[] outRe, double[] outIm) {
        for (int j = 0; j < half; j++) {
            re[reversed[j]] = x[2 * j];
            im[reversed[j]] = x[2 * j + 1];
        }
        transform(1);
        double scale = 0.5 / half;
        outRe[0] = (re[0] + im[0]) * scale;
        outRe[half] = (re[0] - im[0]) * scale;
        outIm[0] = 0;
        outIm[half] = 0;
        // Z = E + iO, E and O the transforms of the even and the odd entries; c = (E + e^(−2πik/n) O) / n.
        for (int k = 1; k < half; k++) {
            double evenRe = 0.5 * (re[k] + re[half - k]);
            double evenIm = 0.5 * (im[k] - im[half - k]);
            double oddRe = 0.5 * (im[k] + im[half - k]);
            double oddIm = 0.5 * (re[half - k] - re[k]);
            outRe[k] = (evenRe + cos[k] * oddRe + sin[k] * oddIm) * scale;
            outIm[k] = (evenIm + cos[k] * oddIm - sin[k] * oddRe) * scale;
        }
    }

    /** The numbers that have these coefficients; the imaginary parts of 0 and n/2 are not read. */
    void inverse(double[] inRe, double[] inIm, double[] x) {
        re[0] = inRe[0] + inRe[half];
        im[0] = inRe[0] - inRe[half];
        for (int k = 1; k < half; k++) {
            double evenRe = inRe[k] + inRe[half - k];
            double evenIm = inIm[k] - inIm[half - k];
            double differenceRe = inRe[k] - inRe[half - k];
            double differenceIm = inIm[k] + inIm[half - k];
            double oddRe = cos[k] * differenceRe - sin[k] * differenceIm;
            double oddIm = sin[k] * differenceRe + cos[k] * differenceIm;
            re[reversed[k]] = evenRe - oddIm;
            im[reversed[k]] = evenIm + oddRe;
        }
        transform(-1);
        for (int j = 0; j < half; j++) {
            x[2 * j] = re[j];
            x[2 * j + 1] = im[j];
        }
    }

    /** Butterflies over bit-reversed entries; sign 1 has e^(−2πi/n), −1 its conjugate. */
    private void transform(int sign) {
        for (int size = 1; size < half; size *= 2) {
            int stride = half / size;
            for (int k = 0; k < size; k++) {
                double c = cos[k * stride];
                double s = sign * sin[k * stride];
                for (int a = k; a < half; a += 2 * size) {
                    int b = a + size;
                    double bRe = c * re[b] + s * im[b];
                    double bIm = c * im[b] - s * re[b];
                    re[b] = re[a] - bRe;
                    im[b] = im[a] - bIm;
                    re[a] += bRe;
                    im[a] += bIm;
                }
            }
        }
    }
}
