package org.example.net2net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        return PlainView.claiming(claimed.toArray(Dim[]::new))
                .layout(layout())
                .layoutIf(plan -> Optional.of(grown(plan).layout()));
    }

    /** The net after a plan; a layer more is as wide as the one before it. */
    private SmallNet grown(GrowthPlan plan) {
        int[] sizes = widths.stream().mapToInt(Dim::size).toArray();
        for (GrowthOp op : plan.ops()) {
            if (op instanceof GrowthOp.Remap remap) {
                sizes[remap.dim().charAt("hidden".length()) - '0'] = remap.from().length;
            } else if (op instanceof GrowthOp.Resize resize) {
                sizes = Arrays.copyOf(sizes, resize.size());
                Arrays.fill(sizes, widths.size(), sizes.length, sizes[widths.size() - 1]);
            }
        }
        return of(sizes);
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
