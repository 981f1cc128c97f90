package org.example.net2net;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.PlainWeights;

/** A perceptron of two inputs and two outputs as a strategy sees it, laid out like the archive's {@code mlp}. */
record SmallNet(List<Dim> widths, Dim depth) {
    static SmallNet of(int... widths) {
        List<Dim> dims = new ArrayList<>();
        for (int width : widths) {
            dims.add(Dim.of("hidden" + dims.size() + ".width", DimKind.WIDTH, width, 8));
        }
        return new SmallNet(dims, Dim.of("depth", DimKind.DEPTH, dims.size(), 4));
    }

    Layout layout() {
        List<Parameter> all = new ArrayList<>();
        Axis in = Axis.fixed(Role.CONSUMES, 2);
        for (Dim width : widths) {
            String name = "hidden" + all.size() / 2;
            all.add(Parameter.trained(name + ".weight", Init.normal(1), in, Axis.of(Role.PRODUCES, width)));
            all.add(Parameter.trained(name + ".bias", Init.zero(), Axis.of(Role.NORM, width)));
            in = Axis.of(Role.CONSUMES, width);
        }
        all.add(Parameter.trained("out.weight", Init.normal(1), in, Axis.fixed(Role.PRODUCES, 2)));
        all.add(Parameter.trained("out.bias", Init.zero(), Axis.fixed(Role.NORM, 2)));
        return Layout.of(all);
    }

    /** A view in which all dims are claimed and the probe knows no difference: every plan has loss 1. */
    PlainView.Builder seen() {
        List<Dim> claimed = new ArrayList<>(widths);
        claimed.add(0, depth);
        PlainWeights weights = PlainWeights.trained(layout(), 5);
        PlainView.Builder view = PlainView.claiming(claimed.toArray(Dim[]::new))
                .layout(layout())
                .heldOutLoss(1)
                .lossIf(plan -> 1);
        PlainWeights gradients = PlainWeights.trained(layout(), 6);
        for (Parameter parameter : layout().parameters()) {
            view.weights(parameter.name(), weights.get(parameter.name()));
            view.gradient(parameter.name(), gradients.get(parameter.name()));
        }
        return view;
    }

    /** Whether a plan is a trial: one that moves copies, or begins a layer near the identity. */
    static boolean tries(GrowthPlan plan, String dim) {
        return plan.ops().size() > 1 && plan.ops().get(0) instanceof GrowthOp.Remap remap
                ? remap.dim().equals(dim)
                : plan.ops().get(0) instanceof GrowthOp.Resize resize
                        && resize.dim().equals(dim)
                        && resize.inits().values().stream()
                                .anyMatch(init -> init.name().equals(Init.VALUES));
    }
}
