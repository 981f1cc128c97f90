package org.espalier.inrank;

import java.util.Arrays;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.testkit.PlainView;

/** Ranks of products whose matrices have sides of 20 and 30, and views of them. */
final class Products {
    static final int SHORTER_SIDE = 20;

    private Products() {}

    static Dim rank(String layer, int size, int limit) {
        return Dim.of(layer + ".rank", DimKind.RANK, size, limit)
                .withSpectrum(Spectrum.product(layer + ".u", layer + ".v"));
    }

    /** A view in which that rank alone is claimed, with its spectrum; s² and not s. */
    static PlainView.Builder seeing(Dim dim, double... energy) {
        return PlainView.claiming(dim).layout(layout(dim)).spectrum(dim, energy).sees(Signal.SPECTRUM);
    }

    static Layout layout(Dim... ranks) {
        return Layout.of(Arrays.stream(ranks)
                .flatMap(rank -> {
                    String layer = rank.name().replace(".rank", "");
                    return Arrays.stream(new Parameter[] {
                        Parameter.frozen(
                                layer + ".w0",
                                Init.uniform(1),
                                Axis.fixed(Role.PRODUCES, 30),
                                Axis.fixed(Role.CONSUMES, SHORTER_SIDE)),
                        Parameter.trained(
                                layer + ".u",
                                Init.zero(),
                                Axis.fixed(Role.BRANCH_END, 30),
                                Axis.of(Role.CONSUMES, rank)),
                        Parameter.trained(
                                layer + ".v",
                                Init.orthonormal(),
                                Axis.of(Role.PRODUCES, rank),
                                Axis.fixed(Role.CONSUMES, SHORTER_SIDE))
                    });
                })
                .toList());
    }

    static double[] flat(int size) {
        double[] flat = new double[size];
        Arrays.fill(flat, 1);
        return flat;
    }
}
