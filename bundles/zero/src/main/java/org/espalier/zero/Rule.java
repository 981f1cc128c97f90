package org.espalier.zero;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.MatrixAxes;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.SettingsException;

/**
 * Algorithms 1 and 2 of ZerO, by the roles and sizes of a parameter's axes.
 *
 * @param settings what the job says
 */
record Rule(ZeroSettings settings) {
    /** Queries stand before keys and values; without them attention begins uniform, and keys that are there let them learn. */
    private static final int FUSED = 3;

    /**
     * The closed form of a parameter; empty if it is neither a matrix nor a table.
     *
     * @throws SettingsException if it is a kernel without a centre
     */
    Optional<Entries> of(Parameter parameter, Layout layout) {
        if (isTable(parameter)) {
            return Optional.of(index -> settings.table() * Entries.sign(index[0], index[1]));
        }
        return Matrix.of(parameter).map(matrix -> {
            // What stands beside another path, or has nobody behind it, is silent at first.
            boolean silent = matrix.spectral()
                    || matrix.endsBranch()
                    || settings.output() == Output.ZERO && isOutput(parameter, layout);
            return silent ? Entries.ZERO : centred(parameter, matrix);
        });
    }

    /**
     * A table of embeddings, which a tied head reads by its other axis: identity or Hadamard would do for one of the two only.
     */
    private static boolean isTable(Parameter parameter) {
        return parameter.axes().size() == 2 && parameter.axes().stream().allMatch(axis -> axis.role() == Role.SHARED);
    }

    /** Whether a parameter is the last matrix that learns and makes a fixed number of outputs. */
    private static boolean isOutput(Parameter parameter, Layout layout) {
        List<Parameter> all = layout.parameters();
        for (int i = all.size() - 1; i >= 0; i--) {
            Optional<Matrix> last = all.get(i).kind() == EntryKind.TRAINED ? Matrix.of(all.get(i)) : Optional.empty();
            if (last.isPresent()) {
                return all.get(i).name().equals(parameter.name()) && last.get().fixedOutputs();
            }
        }
        return false;
    }

    private Entries centred(Parameter parameter, Matrix matrix) {
        matrix.evenSide().ifPresent(side -> {
            throw new SettingsException(
                    "init",
                    "zero",
                    parameter.name() + " is a kernel with a side of " + side
                            + ", which has no centre; take odd sides or another initializer");
        });
        if (settings.kernel() == Kernel.NEIGHBOURS && matrix.isKernel() && matrix.widens()) {
            return outward(matrix);
        }
        Entries linear = linear(matrix);
        boolean attention = matrix.form().parallel() == FUSED;
        return index -> !matrix.central(index) || attention && matrix.form().block(index) == 0 ? 0 : linear.at(index);
    }

    /** Algorithm 1: identity, partial identity where outputs are fewer than inputs, Hadamard where they are more. */
    private Entries linear(Matrix whole) {
        MatrixAxes matrix = whole.form();
        if (!whole.widens() || settings.widening() == Widening.IDENTITY) {
            return index -> matrix.row(index) == matrix.column(index) ? 1 : 0;
        }
        double scale = settings.scale().of(matrix.rows());
        return index -> scale * Entries.sign(matrix.row(index), matrix.column(index));
    }

    /**
     * Algorithm 1 on a kernel laid out as a matrix: the inputs of the centre first, then those of its neighbours, the nearest
     * first.
     */
    private Entries outward(Matrix whole) {
        MatrixAxes matrix = whole.form();
        int outputs = matrix.rows();
        double scale = settings.scale().of(outputs);
        int[] places = whole.placesOutward();
        return index -> {
            int column = places[matrix.tap(index)] * matrix.columns() + matrix.column(index);
            return column < outputs ? scale * Entries.sign(matrix.row(index), column) : 0;
        };
    }
}
