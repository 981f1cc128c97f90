package org.espalier.models;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

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

    static Layout of(FnoSettings settings, List<Dim> modes, FnoShape shape) {
        int width = settings.width();
        List<Parameter> all = new ArrayList<>();
        addConvolution(all, LIFT, shape.inputs() + shape.grid().length, width);
        for (int layer = 0; layer < modes.size(); layer++) {
            all.add(spectral(spectralName(layer), modes.get(layer), shape.grid().length, width));
            addConvolution(all, layerName(layer) + ".skip", width, width);
        }
        addConvolution(all, PROJECT + ".hidden", width, settings.hidden());
        addConvolution(all, PROJECT + ".out", settings.hidden(), shape.outputs());
        return Layout.of(all);
    }

    /**
     * [k, re/im, in, out] on a line, [±, k1, k2, re/im, in, out] on a plane, where index j of the − block is the frequency −(j + 1): growing
     * shifts no learned mode. Born uniform in [0, 1/width²); what growth adds is zero and changes no output.
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

    /** Weight [in, out] and bias [out], uniform within ±1/√in. */
    private static void addConvolution(List<Parameter> all, String name, int in, int out) {
        Init init = Init.uniform(1 / Math.sqrt(in));
        Axis produced = Axis.fixed(Role.PRODUCES, out);
        all.add(Parameter.trained(name + ".weight", init, Axis.fixed(Role.CONSUMES, in), produced));
        all.add(Parameter.trained(name + ".bias", init, Axis.fixed(Role.NORM, out)));
    }
}
