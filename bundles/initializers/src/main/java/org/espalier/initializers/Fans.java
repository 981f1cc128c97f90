package org.espalier.initializers;

import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.MatrixAxes;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;

/**
 * How many numbers a matrix or kernel sums up, and to how many each of them goes. Tables, spectral weights, biases, gains and statistics
 * have no fans: the layout's rule is theirs.
 *
 * @param matrix which axis is which
 * @param taps   taps of a kernel; 1 if it is none
 */
record Fans(MatrixAxes matrix, int taps) {
    /** The fans of what is born, if it is a matrix or kernel and the layout draws it; all else is born by the layout's own rule. */
    static Optional<Fans> of(Newborn newborn) {
        return newborn.rule().draws() ? of(newborn.parameter()) : Optional.empty();
    }

    /** The fans of a parameter; empty if it is no matrix and no kernel, its taps grow, or a training step writes it. */
    static Optional<Fans> of(Parameter parameter) {
        return parameter.kind() == EntryKind.STATISTIC
                ? Optional.empty()
                : parameter.matrix().filter(Fans::isFixed).map(matrix -> new Fans(matrix, taps(matrix)));
    }

    private static boolean isFixed(MatrixAxes matrix) {
        return matrix.taps().stream().flatMap(axis -> axis.factors().stream()).allMatch(factor -> factor.dim()
                .isEmpty());
    }

    private static int taps(MatrixAxes matrix) {
        return matrix.taps().stream().mapToInt(Axis::size).reduce(1, (a, b) -> a * b);
    }

    /** Numbers that one output sums up, at least 1. */
    double in() {
        return Math.max(1, (double) matrix.columns() * taps);
    }

    /** Numbers of one matrix to which one input goes, at least 1. */
    double out() {
        return Math.max(1, (double) matrix.rows() * taps);
    }

    /** Which of the numbers that its output sums up an entry belongs to: inputs outside, taps inside. */
    int column(int[] index) {
        return matrix.column(index) * taps + matrix.tap(index);
    }
}
