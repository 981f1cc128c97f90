package org.espalier.data.vorticity;

import java.util.Arrays;
import org.espalier.api.plugin.RandomStream;

/**
 * Gaussian random fields N(0, 686(−Δ + 49)^−2.5) without mean on a periodic square, as every flow here starts from.
 *
 * <p>The field has the wave numbers up to 21 of either axis, those of the coarsest grid that flows are solved on, and draws
 * every one's numbers by its place among them: it is the same function on every grid. Source: Li and others, Fourier neural
 * operator for parametric partial differential equations, ICLR 2021 (there √2·7^1.5·(4π²|k|² + 49)^−1.25 times a complex normal
 * number, and the real part).
 */
final class VorticityField {
    static final int MODES = 21;
    static final String LAW = "a field N(0, 686 (-Laplace + 49)^-2.5) without mean, wave numbers up to " + MODES;
    private static final double VARIANCE = 686;
    private static final double INVERSE_SQUARED_LENGTH = 49;

    private VorticityField() {}

    /** Writes a field as a solver's state; the solver has at least those wave numbers. */
    static void draw(RandomStream draws, VorticitySolver solver, double length, double[] state) {
        Arrays.fill(state, 0);
        int half = state.length / 2;
        for (int k = 0; k <= MODES; k++) {
            for (int l = k == 0 ? 1 : -MODES; l <= MODES; l++) {
                double scale = deviation(k, l, length) / StrictMath.sqrt(2);
                state[solver.at(k, l)] = scale * draws.normal(2 * ring(k, l));
                state[half + solver.at(k, l)] = -scale * draws.normal(2 * ring(k, l) + 1);
            }
        }
    }

    /** The root of a coefficient's mean square. */
    static double deviation(int k, int l, double length) {
        double wave = 2 * StrictMath.PI / length;
        return StrictMath.sqrt(VARIANCE * StrictMath.pow(wave * wave * (k * k + l * l) + INVERSE_SQUARED_LENGTH, -2.5));
    }

    /** Numbers the pairs (k, l), k from 0, by rings of equal max(k, |l|). */
    static long ring(int k, int l) {
        long m = Math.max(k, Math.abs(l));
        long first = 2 * m * m - m;
        return k == m ? first + l + m : first + 2 * m + 1 + 2L * k + (l > 0 ? 1 : 0);
    }
}
