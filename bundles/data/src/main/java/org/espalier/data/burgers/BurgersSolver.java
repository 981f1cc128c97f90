package org.espalier.data.burgers;

/**
 * Advances u_t + ½(u²)_x = ν u_xx, periodic on (0, 1): pseudo-spectral in space, modes of at least a third of the grid cut
 * off against aliasing, fourth-order Runge–Kutta with the viscous term as an exact integrating factor in time.
 *
 * <p>State is the coefficients c_k, k = 0 to {@link #modes}, of u = Σ c_k e^(2πikx), c_−k the conjugate of c_k; the mean c_0
 * is conserved exactly. Holds tables and scratch; one thread at a time. Sources: Orszag: On the elimination of aliasing in
 * finite-difference schemes, 1971; Canuto and others: Spectral Methods in Fluid Dynamics, 1988, section 4.
 */
final class BurgersSolver {
    private final int modes;
    private final int steps;
    private final double step;
    private final double[] decay;
    private final double[] halfDecay;
    private final RealTransform transform;
    private final double[] spectrumRe;
    private final double[] spectrumIm;
    private final double[] values;
    private final double[][] slope;
    private final double[] stageRe;
    private final double[] stageIm;

    /**
     * A solver to time 1.
     *
     * @param grid      points, a power of two from 8 on
     * @param steps     steps of equal length from time 0 to 1; stable if 2π·max|u|·grid/3 &lt; 2.8·steps, and with fewer where
     *                  viscosity damps the highest modes within a step
     * @param viscosity ν, at least 0
     */
    BurgersSolver(int grid, int steps, double viscosity) {
        this.modes = (grid - 1) / 3;
        this.steps = steps;
        this.step = 1.0 / steps;
        transform = new RealTransform(grid);
        spectrumRe = new double[grid / 2 + 1];
        spectrumIm = new double[grid / 2 + 1];
        values = new double[grid];
        decay = new double[modes + 1];
        halfDecay = new double[modes + 1];
        for (int k = 0; k <= modes; k++) {
            double rate = viscosity * 4 * StrictMath.PI * StrictMath.PI * k * k;
            decay[k] = StrictMath.exp(-rate * step);
            halfDecay[k] = StrictMath.exp(-rate * step / 2);
        }
        slope = new double[8][modes + 1];
        stageRe = new double[modes + 1];
        stageIm = new double[modes + 1];
    }

    /** The highest wave number kept: the largest below a third of the grid. */
    int modes() {
        return modes;
    }

    /** Advances coefficients 0 to modes in place from time 0 to 1. */
    void solve(double[] re, double[] im) {
        for (int s = 0; s < steps; s++) {
            advance(re, im);
        }
    }

    /** Writes the values at every point of the grid. */
    void values(double[] re, double[] im, double[] out) {
        System.arraycopy(re, 0, spectrumRe, 0, modes + 1);
        System.arraycopy(im, 0, spectrumIm, 0, modes + 1);
        clearAbove();
        transform.inverse(spectrumRe, spectrumIm, out);
    }

    /** Reads coefficients from values at every point of the grid; modes above the highest kept are dropped. */
    void coefficients(double[] from, double[] re, double[] im) {
        transform.forward(from, spectrumRe, spectrumIm);
        System.arraycopy(spectrumRe, 0, re, 0, modes + 1);
        System.arraycopy(spectrumIm, 0, im, 0, modes + 1);
    }

    private void advance(double[] re, double[] im) {
        double[] aRe = slope[0];
        double[] aIm = slope[1];
        double[] bRe = slope[2];
        double[] bIm = slope[3];
        double[] cRe = slope[4];
        double[] cIm = slope[5];
        double[] dRe = slope[6];
        double[] dIm = slope[7];
        slope(re, im, aRe, aIm);
        for (int k = 0; k <= modes; k++) {
            stageRe[k] = halfDecay[k] * (re[k] + 0.5 * step * aRe[k]);
            stageIm[k] = halfDecay[k] * (im[k] + 0.5 * step * aIm[k]);
        }
        slope(stageRe, stageIm, bRe, bIm);
        for (int k = 0; k <= modes; k++) {
            stageRe[k] = halfDecay[k] * re[k] + 0.5 * step * bRe[k];
            stageIm[k] = halfDecay[k] * im[k] + 0.5 * step * bIm[k];
        }
        slope(stageRe, stageIm, cRe, cIm);
        for (int k = 0; k <= modes; k++) {
            stageRe[k] = decay[k] * re[k] + step * halfDecay[k] * cRe[k];
            stageIm[k] = decay[k] * im[k] + step * halfDecay[k] * cIm[k];
        }
        slope(stageRe, stageIm, dRe, dIm);
        combine(re, aRe, bRe, cRe, dRe);
        combine(im, aIm, bIm, cIm, dIm);
    }

    private void combine(double[] v, double[] a, double[] b, double[] c, double[] d) {
        for (int k = 0; k <= modes; k++) {
            double middle = 2 * halfDecay[k] * (b[k] + c[k]);
            v[k] = decay[k] * v[k] + step / 6 * (decay[k] * a[k] + middle + d[k]);
        }
    }

    /** out = coefficients of −½(u²)_x, that is −iπk times those of u². */
    private void slope(double[] re, double[] im, double[] outRe, double[] outIm) {
        values(re, im, values);
        for (int j = 0; j < values.length; j++) {
            values[j] *= values[j];
        }
        transform.forward(values, spectrumRe, spectrumIm);
        for (int k = 0; k <= modes; k++) {
            outRe[k] = Math.PI * k * spectrumIm[k];
            outIm[k] = -Math.PI * k * spectrumRe[k];
        }
    }

    private void clearAbove() {
        for (int k = modes + 1; k < spectrumRe.length; k++) {
            spectrumRe[k] = 0;
            spectrumIm[k] = 0;
        }
    }
}
