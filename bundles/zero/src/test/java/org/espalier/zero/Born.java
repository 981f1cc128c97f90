package org.espalier.zero;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainNewborn;

/** Parameters born by ZerO on plain arrays. */
final class Born {
    static final ZeroSettings PAPER =
            new ZeroSettings(Scale.PAPER, Widening.HADAMARD, Kernel.CENTRE, Output.ZERO, 0.02);

    private Born() {}

    /** A layout of these and one more layer behind them, so that none of them makes the outputs. */
    static Layout amongOthers(Parameter... parameters) {
        List<Parameter> all = new ArrayList<>(Arrays.asList(parameters));
        all.add(Parameter.trained(
                "last.weight", Init.normal(1), Axis.fixed(Role.CONSUMES, 1), Axis.fixed(Role.PRODUCES, 1)));
        return Layout.of(all);
    }

    /** Its first values; empty if they are left to the layout. */
    static Optional<float[]> offered(Parameter parameter, ZeroSettings settings) {
        return PlainNewborn.birth(parameter, amongOthers(parameter), 1).offeredTo(new Zero(), settings);
    }

    static float[] first(Parameter parameter, ZeroSettings settings) {
        return offered(parameter, settings).orElseThrow();
    }

    static float[] first(Parameter parameter) {
        return first(parameter, PAPER);
    }

    /** The values after growth; what was there is kept. */
    static float[] grown(Parameter before, float[] values, Parameter after) {
        Layout layout = amongOthers(after);
        return PlainNewborn.growth(before, layout, moved(before, values, after), 1)
                .filledBy(new Zero(), PAPER);
    }

    /** Old entries in the leading block of the new shape. */
    private static float[] moved(Parameter before, float[] values, Parameter after) {
        int[] old = before.shape();
        int[] now = after.shape();
        float[] moved = new float[after.length()];
        for (int flat = 0; flat < values.length; flat++) {
            int rest = flat;
            int at = 0;
            int stride = 1;
            for (int axis = now.length - 1; axis >= 0; axis--) {
                at += rest % old[axis] * stride;
                rest /= old[axis];
                stride *= now[axis];
            }
            moved[at] = values[flat];
        }
        return moved;
    }

    static Parameter drawn(Axis... axes) {
        return Parameter.trained("w", Init.normal(1), axes);
    }
}
