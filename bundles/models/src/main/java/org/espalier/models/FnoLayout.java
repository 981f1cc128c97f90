package org.espalier.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.layers.Base;

/** The parameters of a Fourier neural operator: their names, axes, and how they are born. */
final class FnoLayout {
    static final String LIFT = "lift";
    static final String PROJECT = "project";

    private FnoLayout() {}

    static String layerName(int layer) {
        return "layer" + layer;
    }

    static String spectralName(int layer) {
        return layerName(layer) + ".spectral.weight";
    }

    static String skipName(int layer) {
        return layerName(layer) + ".skip";
    }

    static Layout of(FnoSettings settings, FnoSizes sizes, FnoShape shape) {
        int width = settings.width();
        List<Parameter> all = new ArrayList<>();
        addConvolution(all, LIFT, shape.inputs() + shape.grid().length, width);
        for (int layer = 0; layer < sizes.modes().size(); layer++) {
            all.add(spectral(spectralName(layer), sizes.modes().get(layer), shape.grid().length, width));
            Optional<Dim> rank = sizes.skips().get(layer).rank(sizes.dims());
            if (rank.isPresent()) {
                addProduct(
                        all, skipName(layer), settings.lowRank().orElseThrow().base(), rank.get(), width);
            } else {
                addConvolution(all, skipName(layer), width, width);
            }
        }
        addConvolution(all, PROJECT + ".hidden", width, settings.hidden());
        addConvolution(all, PROJECT + ".out", settings.hidden(), shape.outputs());
        return Layout.of(all);
    }

    /**
     * [k, re/im, in, out] on a line, [±, k1, k2, re/im, in, out] on a plane, where index j of the − block is the frequency −(j
     * + 1): growing shifts no learned mode. Born uniform in [0, 1/width²); what growth adds is zero and changes no output.
     */
    private static Parameter spectral(String name, Dim modes, int axes, int width) {
        List<Axis> shape = new ArrayList<>();
        if (axes == 2) {
            shape.add(Axis.fixed(Role.SPATIAL, 2));
            shape.add(Axis.of(Role.SPATIAL, modes));
        }
        shape.add(Axis.of(Role.SPATIAL, modes));
        shape.add(Axis.fixed(Role.SPATIAL, 2));
        shape.add(Axis.fixed(Role.CONSUMES, width));
        shape.add(Axis.fixed(Role.PRODUCES, width));
        return Parameter.trained(name, Init.uniform(0, 1.0 / ((double) width * width)), shape.toArray(Axis[]::new))
                .grownBy(Init.zero());
    }

    /** Factors u [out, rank], born zero, and v [rank, in], bias [out], and W0 [out, in] if it is drawn. */
    private static void addProduct(List<Parameter> all, String name, Base base, Dim rank, int width) {
        Init init = Init.uniform(1 / Math.sqrt(width));
        Axis read = Axis.fixed(Role.CONSUMES, width);
        if (base == Base.DENSE) {
            all.add(Parameter.frozen(name + ".w0", init, Axis.fixed(Role.PRODUCES, width), read));
        }
        // What is made is added to what the spectral convolution makes.
        all.add(Parameter.trained(
                name + ".u", Init.zero(), Axis.fixed(Role.BRANCH_END, width), Axis.of(Role.CONSUMES, rank)));
        all.add(Parameter.trained(name + ".v", Init.orthonormal(), Axis.of(Role.PRODUCES, rank), read));
        all.add(Parameter.trained(name + ".bias", init, Axis.fixed(Role.NORM, width)));
    }

    /** Weight [in, out] and bias [out], uniform within ±1/√in. */
    private static void addConvolution(List<Parameter> all, String name, int in, int out) {
        Init init = Init.uniform(1 / Math.sqrt(in));
        Axis produced = Axis.fixed(Role.PRODUCES, out);
        all.add(Parameter.trained(name + ".weight", init, Axis.fixed(Role.CONSUMES, in), produced));
        all.add(Parameter.trained(name + ".bias", init, Axis.fixed(Role.NORM, out)));
    }
}
