package org.espalier.inrank;

import java.util.Arrays;
import org.espalier.api.growth.ExplainedRatio;

/** How much of a spectrum its leading entries explain. */
public enum Criterion {
    /** Σ of the leading squared singular values over Σ of all. */
    ENERGY {
        @Override
        double explained(double[] energy, int leading, int values) {
            return ExplainedRatio.of(energy, leading);
        }
    },

    /**
     * That of the authors' released code: 1 − Var(s, the leading ones set to 0) / Var(s) over all singular values of the whole
     * matrix, zeros included; so it depends on how large the matrix is, and not only on its product.
     */
    REFERENCE_VARIANCE {
        @Override
        double explained(double[] energy, int leading, int values) {
            double all = variance(energy, 0, values);
            // Not all > 0 alone: equal values leave a variance of rounding errors.
            double floor = 1e-12 * Arrays.stream(energy).sum();
            return all > floor ? 1 - variance(energy, leading, values) / all : 1;
        }
    };

    /**
     * The share, 1 where there is nothing to explain.
     *
     * @param energy  squared singular values, finite, largest first
     * @param leading how many are leading, 0 to the spectrum's length
     * @param values  how many singular values the whole matrix has, at least the spectrum's length
     */
    abstract double explained(double[] energy, int leading, int values);

    /** Variance, times their number, of the singular values behind the leading ones and as many zeros as fill up. */
    private static double variance(double[] energy, int leading, int values) {
        double squares = 0;
        double sum = 0;
        for (int i = leading; i < energy.length; i++) {
            squares += energy[i];
            sum += Math.sqrt(energy[i]);
        }
        return squares - sum * sum / values;
    }
}
