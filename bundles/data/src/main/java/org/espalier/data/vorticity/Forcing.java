package org.espalier.data.vorticity;

/**
 * What drives a flow: one wave of vorticity, 2·Re(c·e^(2πi(kx + ly)/length)), that does not change with time.
 *
 * @param k  wave number along x, at least 0
 * @param l  wave number along y; positive if k is 0
 * @param re real part of c
 * @param im imaginary part of c
 */
record Forcing(int k, int l, double re, double im) {
    /** 0.1·(sin 2π(x + y) + cos 2π(x + y)) on the unit square (Li and others, ICLR 2021). */
    static final Forcing DIAGONAL = new Forcing(1, 1, 0.05, -0.05);

    /** Kolmogorov's: −n·cos ny on the square of side 2π, the curl of a force sin ny along x. */
    static Forcing kolmogorov(int n) {
        return new Forcing(0, n, -0.5 * n, 0);
    }
}
