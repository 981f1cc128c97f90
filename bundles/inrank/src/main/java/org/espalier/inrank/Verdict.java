package org.espalier.inrank;

import java.util.Arrays;
import java.util.stream.Stream;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Spectrum;

/**
 * What the spectrum of one product says.
 *
 * @param dim     its rank as it is
 * @param finite  whether the spectrum is finite
 * @param share   that its leading directions explain; NaN if there is none: the spectrum is not finite, or no direction leads
 * @param energy  Σs², the squared Frobenius norm of the product; NaN if it is not finite
 * @param leading how many directions lead so that they explain more than α: as many as now, or more
 * @param size    the rank to grow to, buffer included and within the dim's limit; the dim's own to keep
 */
record Verdict(Dim dim, boolean finite, double share, double energy, int leading, int size) {
    /** Judges a product; of several over one rank, the sum of their energies, entry by entry. */
    static Verdict of(Dim dim, double[] energy, Layout layout, InRankSettings settings) {
        int now = settings.leading(dim.size());
        if (!Arrays.stream(energy).allMatch(Double::isFinite)) {
            return new Verdict(dim, false, Double.NaN, Double.NaN, now, dim.size());
        }
        Criterion criterion = settings.criterion();
        int values = Math.max(values(dim, layout), energy.length);
        int leading = now;
        while (leading < dim.size() && criterion.explained(energy, leading, values) <= settings.explained()) {
            leading++;
        }
        int size = leading == now ? dim.size() : dim.reachable(leading + settings.buffer());
        double share = now > 0 ? criterion.explained(energy, now, values) : Double.NaN;
        return new Verdict(dim, true, share, Arrays.stream(energy).sum(), leading, size);
    }

    /** How many singular values a product's whole matrix has, its shorter side; of several products the most. */
    private static int values(Dim dim, Layout layout) {
        if (!(dim.spectrum() instanceof Spectrum.Product all)) {
            return 0;
        }
        int most = 0;
        for (Spectrum.Product product : all.products()) {
            int shorter = Stream.of(product.left(), product.right())
                    .flatMap(factor -> layout.find(factor).stream())
                    .mapToInt(factor -> side(factor, dim))
                    .min()
                    .orElse(0);
            most = Math.max(most, shorter);
        }
        return most;
    }

    /** The side of the matrix that a factor has beside the rank. */
    private static int side(Parameter factor, Dim dim) {
        return factor.axes().stream()
                .filter(axis -> !axis.binds(dim.name()))
                .mapToInt(Axis::size)
                .reduce(1, Math::multiplyExact);
    }

    /** Whether the product is zero, so that there is nothing to explain yet. */
    boolean zero() {
        return energy == 0;
    }

    /** Whether there is a share to compare with α: of a rank within its buffer no direction leads. */
    boolean compared() {
        return Double.isFinite(share);
    }

    /** Whether the rank is to grow. */
    boolean grows() {
        return size > dim.size();
    }
}
