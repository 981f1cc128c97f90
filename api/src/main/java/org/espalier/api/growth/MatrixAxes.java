package org.espalier.api.growth;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How the roles of a parameter's axes make it a matrix of outputs × inputs, or a kernel with one such matrix per tap; for
 * initializers.
 *
 * <p>Outputs lie along PRODUCES or BRANCH_END, inputs along CONSUMES; SHARED has the place that is left. All other axes are
 * SPATIAL, the taps. Along outputs that are several axes beside one another, as queries, keys and values are, there are as many
 * matrices ({@link Axis#beside}). Made by {@link Parameter#matrix}. Immutable.
 */
@ProviderType
public final class MatrixAxes {
    private final List<Axis> axes;
    private final int outputs;
    private final int inputs;
    private final int parallel;
    private final int rows;

    private MatrixAxes(List<Axis> axes, int outputs, int inputs) {
        this.axes = axes;
        this.outputs = outputs;
        this.inputs = inputs;
        Axis made = axes.get(outputs);
        this.parallel = made.parallel();
        this.rows = made.size() / parallel;
    }

    static Optional<MatrixAxes> of(Parameter parameter) {
        List<Axis> axes = parameter.axes();
        int[] places = {-1, -1};
        for (int axis = 0; axis < axes.size(); axis++) {
            Role role = axes.get(axis).role();
            int place = role == Role.PRODUCES || role == Role.BRANCH_END ? 0 : role == Role.CONSUMES ? 1 : -1;
            boolean other = place < 0 && role != Role.SHARED && role != Role.SPATIAL;
            if (other || place >= 0 && places[place] >= 0) {
                return Optional.empty();
            }
            if (place >= 0) {
                places[place] = axis;
            }
        }
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axes.get(axis).role() == Role.SHARED) {
                // Of tables, whose both axes are shared, neither is the one or the other.
                if (places[0] < 0 == places[1] < 0) {
                    return Optional.empty();
                }
                places[places[0] < 0 ? 0 : 1] = axis;
            }
        }
        return places[0] < 0 || places[1] < 0
                ? Optional.empty()
                : Optional.of(new MatrixAxes(axes, places[0], places[1]));
    }

    /** The axis along which the outputs lie. */
    public Axis outputs() {
        return axes.get(outputs);
    }

    /** The axis along which the inputs lie. */
    public Axis inputs() {
        return axes.get(inputs);
    }

    /** The axes of the kernel, outer to inner; none of a matrix. */
    public List<Axis> taps() {
        return axes.stream().filter(axis -> axis.role() == Role.SPATIAL).toList();
    }

    /** Matrices beside one another along the outputs, at least 1. */
    public int parallel() {
        return parallel;
    }

    /** Outputs of one matrix. */
    public int rows() {
        return rows;
    }

    /** Inputs. */
    public int columns() {
        return inputs().size();
    }

    /** Which output of its matrix an entry belongs to, by its index per axis. */
    public int row(int[] index) {
        return index[outputs] % rows;
    }

    /** Which input an entry belongs to. */
    public int column(int[] index) {
        return index[inputs];
    }

    /** Which of the matrices beside one another an entry belongs to. */
    public int block(int[] index) {
        return index[outputs] / rows;
    }

    /** Which tap an entry belongs to, in c-order of the taps; 0 of a matrix. */
    public int tap(int[] index) {
        int tap = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (axis != outputs && axis != inputs) {
                tap = tap * axes.get(axis).size() + index[axis];
            }
        }
        return tap;
    }
}
