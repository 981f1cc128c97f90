package org.espalier.initializers;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/**
 * How many numbers a matrix or kernel sums up, and to how many each of them goes, by the roles of its axes.
 *
 * <p>Outputs lie along PRODUCES or BRANCH_END, inputs along CONSUMES; SHARED has the place that is left; taps are SPATIAL and of fixed
 * number. Tables, spectral weights, biases, gains and statistics have no fans: the layout's rule is theirs.
 *
 * @param outputs  the axis of the outputs
 * @param inputs   the axis of the inputs
 * @param parallel matrices beside one another along the outputs: an axis of three or more factors, as 3 × heads × size, has as many as
 *     its outermost says
 * @param rows     outputs of one matrix
 * @param columns  inputs
 * @param taps     taps of a kernel; 1 if it is none
 * @param axes     all axes
 */
record Fans(int outputs, int inputs, int parallel, int rows, int columns, int taps, List<Axis> axes) {
    /** The fans of what is born, if it is a matrix or kernel and the layout draws it; all else is born by the layout's own rule. */
    static Optional<Fans> of(Newborn newborn) {
        return Silence.layoutIsCertain(newborn) ? Optional.empty() : of(newborn.parameter());
    }

    /** The fans of a parameter; empty if it is no matrix and no kernel, or the layout writes it. */
    static Optional<Fans> of(Parameter parameter) {
        List<Axis> axes = parameter.axes();
        int outputs = only(axes, Role.PRODUCES, Role.BRANCH_END);
        int inputs = only(axes, Role.CONSUMES, Role.CONSUMES);
        int shared = only(axes, Role.SHARED, Role.SHARED);
        if (shared >= 0) {
            if (outputs < 0 == inputs < 0) {
                return Optional.empty();
            }
            outputs = outputs < 0 ? shared : outputs;
            inputs = inputs < 0 ? shared : inputs;
        }
        if (outputs < 0 || inputs < 0 || parameter.kind() == EntryKind.STATISTIC) {
            return Optional.empty();
        }
        int taps = 1;
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axis != outputs && axis != inputs) {
                if (!isTap(axes.get(axis))) {
                    return Optional.empty();
                }
                taps *= axes.get(axis).size();
            }
        }
        Axis made = axes.get(outputs);
        int parallel = made.factors().size() < 3
                ? 1
                : Math.max(1, made.factors().get(0).size());
        return Optional.of(new Fans(
                outputs,
                inputs,
                parallel,
                made.size() / parallel,
                axes.get(inputs).size(),
                taps,
                axes));
    }

    /** Numbers that one output sums up, at least 1. */
    double in() {
        return Math.max(1, (double) columns * taps);
    }

    /** Numbers of one matrix to which one input goes, at least 1. */
    double out() {
        return Math.max(1, (double) rows * taps);
    }

    /** Which of the matrices beside one another an entry belongs to. */
    int block(int[] index) {
        return index[outputs] / rows;
    }

    /** Which output of its matrix an entry belongs to. */
    int row(int[] index) {
        return index[outputs] % rows;
    }

    /** Which of the numbers that its output sums up an entry belongs to: inputs outside, taps inside. */
    int column(int[] index) {
        int column = index[inputs];
        for (int axis = 0; axis < index.length; axis++) {
            if (axis != outputs && axis != inputs) {
                column = column * axes.get(axis).size() + index[axis];
            }
        }
        return column;
    }

    private static boolean isTap(Axis axis) {
        return axis.role() == Role.SPATIAL
                && axis.factors().stream().allMatch(f -> f.dim().isEmpty());
    }

    /** The only axis of either role; −1 if there is none, or more than one. */
    private static int only(List<Axis> axes, Role role, Role or) {
        int found = -1;
        for (int axis = 0; axis < axes.size(); axis++) {
            Role its = axes.get(axis).role();
            if (its == role || its == or) {
                if (found >= 0) {
                    return -1;
                }
                found = axis;
            }
        }
        return found;
    }
}
