package org.espalier.testkit;

import java.util.HashMap;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/**
 * Layouts at other sizes, for models of which no more is known than their layout: whatever a plan resizes is so in every axis.
 */
final class Resized {
    private Resized() {}

    /** The layout with the sizes that a plan asks for; what growth in depth brings is not known, and is left out. */
    static Layout by(GrowthPlan plan, Layout layout) {
        Map<String, Integer> sizes = new HashMap<>();
        for (GrowthOp op : plan.ops()) {
            if (op instanceof GrowthOp.Resize resize) {
                sizes.put(resize.dim(), resize.size());
            } else if (op instanceof GrowthOp.Remap remap) {
                sizes.put(remap.dim(), remap.from().length);
            } else if (op instanceof GrowthOp.Refactor refactor) {
                sizes.put(refactor.dim(), refactor.keep());
            }
        }
        return Layout.of(layout.parameters().stream()
                .map(parameter -> parameter(parameter, sizes))
                .toList());
    }

    private static Parameter parameter(Parameter old, Map<String, Integer> sizes) {
        Axis[] axes = old.axes().stream().map(axis -> axis(axis, sizes)).toArray(Axis[]::new);
        Parameter parameter =
                switch (old.kind()) {
                    case FROZEN -> Parameter.frozen(old.name(), old.birth(), axes);
                    case STATISTIC -> Parameter.statistic(old.name(), old.birth(), axes);
                    default -> Parameter.trained(old.name(), old.birth(), axes);
                };
        parameter = parameter.grownBy(old.growth()).appendedBy(old.appended());
        for (Role role : old.silent()) {
            parameter = parameter.silentAlong(role);
        }
        return parameter;
    }

    private static Axis axis(Axis old, Map<String, Integer> sizes) {
        Axis axis = old;
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            axis = axis.sized(size.getKey(), size.getValue());
        }
        return axis;
    }
}
