package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The share of a spectrum that its leading entries carry: the idea that InRank (rank) and IFNO (modes) have in common.
 *
 * <p>Sources: Zhao et al., InRank: Incremental Low-Rank Learning, arXiv 2306.11250; George et al., Incremental Spatial and
 * Spectral Learning of Neural Operators, arXiv 2211.15188.
 */
@ProviderType
public final class ExplainedRatio {
    private ExplainedRatio() {}

    /**
     * Σ of the first entries over Σ of all.
     *
     * @param spectrum energies, each at least 0
     * @param leading  how many are first, 0 to the spectrum's length
     * @return in [0, 1]; 1 for a spectrum that is zero everywhere, which has nothing left to explain; NaN if an energy is NaN
     */
    public static double of(double[] spectrum, int leading) {
        double first = 0;
        double all = 0;
        for (int i = 0; i < spectrum.length; i++) {
            all += spectrum[i];
            if (i < leading) {
                first += spectrum[i];
            }
        }
        return all == 0 ? 1 : first / all;
    }

    /**
     * The smallest number of leading entries, at least {@code from}, that explains at least alpha; else all of them. A spectrum
     * with a NaN explains nothing either way: {@code from}.
     */
    public static int leading(double[] spectrum, int from, double alpha) {
        for (int k = from; k < spectrum.length; k++) {
            double explained = of(spectrum, k);
            if (explained >= alpha || Double.isNaN(explained)) {
                return k;
            }
        }
        return Math.max(from, spectrum.length);
    }
}
