package org.espalier.ifno;

import java.util.Arrays;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.ExplainedRatio;

/**
 * What the energy of one dim says: how much its leading entries explain, and the size that it should have.
 *
 * @param dim   the dim as it is
 * @param share of the energy in the leading entries, at most 1; NaN if some energy is not finite
 * @param size  the size to grow to, within the dim's limit; the dim's own to keep
 */
record Verdict(Dim dim, double share, int size) {
    /** Judges a dim by its energy per entry. */
    static Verdict of(Dim dim, double[] energy, IfnoSettings settings) {
        int leading = settings.leading(dim.size());
        double share = share(energy, leading, settings);
        if (!(share < settings.explained())) {
            return new Verdict(dim, share, dim.size());
        }
        boolean reference = settings.criterion().equals(IfnoSettings.REFERENCE_VARIANCE);
        int wanted = reference
                ? dim.size() + 1
                : ExplainedRatio.leading(energy, leading, settings.explained()) + settings.buffer();
        if (settings.maxStep() > 0) {
            wanted = Math.min(wanted, dim.size() + settings.maxStep());
        }
        return new Verdict(dim, share, dim.reachable(wanted));
    }

    private static double share(double[] energy, int leading, IfnoSettings settings) {
        if (!Arrays.stream(energy).allMatch(Double::isFinite)) {
            return Double.NaN;
        }
        return settings.criterion().equals(IfnoSettings.REFERENCE_VARIANCE)
                ? varianceExplained(energy, leading)
                : ExplainedRatio.of(energy, leading);
    }

    /**
     * 1 − Var(s with its leading entries kept, subtracted) / Var(s) over strengths s = √energy, as the authors' prototype has
     * it, but 0 where nothing leads (the prototype's slice wraps there) and 1 where all strengths are equal (0/0 there).
     */
    static double varianceExplained(double[] energy, int leading) {
        if (leading == 0) {
            return 0;
        }
        double[] strength = Arrays.stream(energy).map(Math::sqrt).toArray();
        double all = variance(strength);
        double[] rest = strength.clone();
        Arrays.fill(rest, 0, Math.min(leading, rest.length), 0);
        // Not all > 0 alone: equal strengths may leave a variance of rounding errors.
        double floor = 1e-24 * Arrays.stream(energy).sum();
        return all > floor ? 1 - variance(rest) / all : 1;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }

    /** Whether the dim is to grow. */
    boolean grows() {
        return size > dim.size();
    }
}
