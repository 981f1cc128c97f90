package org.espalier.zero;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/**
 * A parameter that the roles of its axes make a matrix of outputs × inputs, or a kernel with one such matrix per tap.
 *
 * <p>Outputs lie along PRODUCES or BRANCH_END, inputs along CONSUMES; SHARED has the place that is left. An output axis of three or more
 * factors, as 3 × heads × size has, is as many matrices beside one another as its outermost factor says. Every other axis is
 * SPATIAL.
 *
 * @param axes     the parameter's axes
 * @param outputs  which of them has the outputs
 * @param inputs   which of them has the inputs
 * @param parallel matrices beside one another along the outputs
 */
record Matrix(List<Axis> axes, int outputs, int inputs, int parallel) {
    /** The matrix that a parameter is; empty if its roles say otherwise. */
    static Optional<Matrix> of(Parameter parameter) {
        List<Axis> axes = parameter.axes();
        int outputs = -1;
        int inputs = -1;
        for (int axis = 0; axis < axes.size(); axis++) {
            Role role = axes.get(axis).role();
            if (role == Role.PRODUCES || role == Role.BRANCH_END) {
                if (outputs >= 0) return Optional.empty();
                outputs = axis;
            } else if (role == Role.CONSUMES) {
                if (inputs >= 0) return Optional.empty();
                inputs = axis;
            } else if (role != Role.SHARED && role != Role.SPATIAL) {
                return Optional.empty();
            }
        }
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axes.get(axis).role() == Role.SHARED) {
                if (outputs < 0 && inputs >= 0) {
                    outputs = axis;
                } else if (inputs < 0 && outputs >= 0) {
                    inputs = axis;
                } else {
                    return Optional.empty();
                }
            }
        }
        if (outputs < 0 || inputs < 0) {
            return Optional.empty();
        }
        List<Axis.Factor> factors = axes.get(outputs).factors();
        return Optional.of(new Matrix(
                axes, outputs, inputs, factors.size() < 3 ? 1 : factors.get(0).size()));
    }

    /** P, the outputs of one matrix. */
    int rows() {
        return axes.get(outputs).size() / Math.max(1, parallel);
    }

    /** Q, the inputs. */
    int columns() {
        return axes.get(inputs).size();
    }

    /** Whether outputs are more than inputs. */
    boolean widens() {
        return rows() > columns();
    }

    /** Which output of its matrix an entry belongs to. */
    int row(int[] index) {
        return index[outputs] % rows();
    }

    /** Which input an entry belongs to. */
    int column(int[] index) {
        return index[inputs];
    }

    /** Which of the matrices beside one another an entry belongs to. */
    int block(int[] index) {
        return index[outputs] / rows();
    }

    /** Whether what it makes is added to a residual stream. */
    boolean endsBranch() {
        return axes.get(outputs).role() == Role.BRANCH_END;
    }

    /** Whether its outputs are of fixed number and belong to nobody's stream, as those of a network do. */
    boolean fixedOutputs() {
        Axis made = axes.get(outputs);
        return made.role() == Role.PRODUCES
                && made.factors().stream().allMatch(f -> f.dim().isEmpty());
    }

    /** Whether its taps are frequencies: they grow, and the taps of a kernel do not. */
    boolean spectral() {
        return axes.stream()
                .filter(axis -> axis.role() == Role.SPATIAL)
                .flatMap(axis -> axis.factors().stream())
                .anyMatch(factor -> factor.dim().isPresent());
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

    /** Which tap an entry belongs to, counted row by row; 0 if there is but one. */
    int tap(int[] index) {
        int tap = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (axes.get(axis).role() == Role.SPATIAL) {
                tap = tap * axes.get(axis).size() + index[axis];
            }
        }
        return tap;
    }

    /** The place of every tap in their order by distance from the centre, of equally distant ones row by row. */
    int[] placesOutward() {
        int[] sides = axes.stream()
                .filter(axis -> axis.role() == Role.SPATIAL)
                .mapToInt(Axis::size)
                .toArray();
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
        return axes.stream()
                .filter(axis -> axis.role() == Role.SPATIAL && axis.size() % 2 == 0)
                .map(Axis::size)
                .findFirst();
    }
}
