package org.espalier.zero;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.MatrixAxes;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/**
 * What the rule asks of a matrix, or of a kernel with one such matrix per tap.
 *
 * @param form which axis is which
 * @param axes the parameter's axes
 */
record Matrix(MatrixAxes form, List<Axis> axes) {
    /** The matrix that a parameter is; empty if its roles say otherwise. */
    static Optional<Matrix> of(Parameter parameter) {
        return parameter.matrix().map(form -> new Matrix(form, parameter.axes()));
    }

    /** Whether it has taps. */
    boolean isKernel() {
        return !form.taps().isEmpty();
    }

    /** Whether outputs are more than inputs. */
    boolean widens() {
        return form.rows() > form.columns();
    }

    /** Whether what it makes is added to a residual stream. */
    boolean endsBranch() {
        return form.outputs().role() == Role.BRANCH_END;
    }

    /** Whether its outputs are of fixed number and belong to nobody's stream, as those of a network do. */
    boolean fixedOutputs() {
        return form.outputs().role() == Role.PRODUCES
                && form.outputs().factors().stream().allMatch(f -> f.dim().isEmpty());
    }

    /** Whether its taps are frequencies: they grow, and the taps of a kernel do not. */
    boolean spectral() {
        return form.taps().stream().flatMap(axis -> axis.factors().stream()).anyMatch(factor -> factor.dim()
                .isPresent());
    }

    /** Whether an entry lies at the centre of the kernel; true if there is none. */
    boolean central(int[] index) {
        for (int axis = 0; axis < index.length; axis++) {
            Axis taps = axes.get(axis);
            if (taps.role() == Role.SPATIAL && index[axis] != taps.size() / 2) {
                return false;
            }
        }
        return true;
    }

    /** The place of every tap in their order by distance from the centre, of equally distant ones row by row. */
    int[] placesOutward() {
        int[] sides = form.taps().stream().mapToInt(Axis::size).toArray();
        int taps = Arrays.stream(sides).reduce(1, Math::multiplyExact);
        List<Integer> order = IntStream.range(0, taps)
                .boxed()
                .sorted(Comparator.comparingInt(tap -> distance(tap, sides)))
                .toList();
        int[] places = new int[taps];
        for (int place = 0; place < taps; place++) {
            places[order.get(place)] = place;
        }
        return places;
    }

    /** The square of a tap's distance from the centre. */
    private static int distance(int tap, int[] sides) {
        int rest = tap;
        int square = 0;
        for (int axis = sides.length - 1; axis >= 0; axis--) {
            int away = rest % sides[axis] - sides[axis] / 2;
            square += away * away;
            rest /= sides[axis];
        }
        return square;
    }

    /** The size of an even side of the kernel, which has no centre; empty if there is none. */
    Optional<Integer> evenSide() {
        return form.taps().stream()
                .map(Axis::size)
                .filter(size -> size % 2 == 0)
                .findFirst();
    }
}
