package org.espalier.testkit.birth;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainNewborn;
import org.espalier.testkit.PlainWeights;

/**
 * Three matrices and a kernel between widths that grow, which call the axes silent along which they hear a width, and a matrix whose
 * new outputs are heard at once and so are silent, too.
 */
final class SilentWidths {
    private static final int TAPS = 3;

    private SilentWidths() {}

    private static Layout layout(int first, int second) {
        Dim one = Dim.of("first", DimKind.WIDTH, first, 16);
        Dim two = Dim.of("second", DimKind.WIDTH, second, 16);
        return Layout.of(
                matrix("in", Axis.of(Role.PRODUCES, one), Axis.fixed(Role.CONSUMES, 4)),
                matrix("middle", Axis.of(Role.PRODUCES, two), Axis.of(Role.CONSUMES, one)),
                matrix(
                        "kernel",
                        Axis.fixed(Role.PRODUCES, 2),
                        Axis.of(Role.CONSUMES, one),
                        Axis.fixed(Role.SPATIAL, TAPS)),
                matrix("heard-at-once", Axis.of(Role.PRODUCES, two), Axis.of(Role.CONSUMES, one))
                        .silentAlong(Role.PRODUCES),
                matrix("into-stream", Axis.fixed(Role.BRANCH_END, 3), Axis.of(Role.CONSUMES, two)),
                matrix("out", Axis.of(Role.CONSUMES, two), Axis.fixed(Role.PRODUCES, 2)));
    }

    private static Parameter matrix(String name, Axis... axes) {
        return Parameter.trained(name, Init.normal(1), axes).silentAlong(Role.CONSUMES);
    }

    /** What they gain when either width grows, and when both do. */
    static List<PlainNewborn> grown(long seed) {
        Layout before = layout(3, 5);
        List<PlainNewborn> newborns = new ArrayList<>();
        for (Layout after : List.of(layout(6, 5), layout(3, 8), layout(6, 8))) {
            PlainWeights moved = PlainWeights.trained(before, seed).grown(after, seed);
            for (Parameter parameter : before.parameters()) {
                if (!parameter.equals(after.get(parameter.name()))) {
                    newborns.add(PlainNewborn.growth(parameter, after, moved.get(parameter.name()), seed));
                }
            }
        }
        return newborns;
    }
}
