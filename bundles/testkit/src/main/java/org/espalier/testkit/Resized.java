package org.espalier.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
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
        List<Axis.Factor> factors = old.factors();
        Axis axis = factor(old.role(), factors.get(0), sizes);
        for (Axis.Factor factor : factors.subList(1, factors.size())) {
            axis = factor.dim().isPresent() ? axis.times(dim(factor, sizes)) : axis.times(factor.size());
        }
        return axis;
    }

    private static Axis factor(Role role, Axis.Factor factor, Map<String, Integer> sizes) {
        return factor.dim().isPresent() ? Axis.of(role, dim(factor, sizes)) : Axis.fixed(role, factor.size());
    }

    private static Dim dim(Axis.Factor factor, Map<String, Integer> sizes) {
        String name = factor.dim().orElseThrow();
        int size = sizes.getOrDefault(name, factor.size());
        return Dim.of(name, "any", size, Math.max(1, size));
    }
}
