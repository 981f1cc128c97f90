package org.espalier.testkit.doubles;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;

/**
 * ZerO: matrices are born as partial identity, as Hadamard where they widen, and zero where they end a residual branch; a
 * convolution has that matrix at its centre tap. No random number is drawn.
 *
 * <p>After growth it fills what is new with what the closed form has there at the new shape. Matrices are told by the roles of
 * their axes, so biases, gains, statistics and spectral weights are left to the layout. Source: Zhao, Schäfer, Anandkumar,
 * ZerO Initialization: Initializing Neural Networks with only Zeros and Ones, TMLR 2022, arXiv 2110.12661.
 */
@Plugin(name = "zero")
public final class Zero implements Initializer<Zero.Settings> {
    /** Settings. */
    public record Settings(
            @Doc("factor on Hadamard entries beside 2^(−m/2), m = ⌈log2 P⌉; √2 is the paper's") double gain) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean initialize(Newborn newborn, Settings settings) {
        Optional<Matrix> matrix = Matrix.of(newborn.parameter());
        if (matrix.isEmpty()) {
            return false;
        }
        Matrix m = matrix.get();
        float[] values = newborn.values();
        newborn.region().forEach((flat, index) -> values[flat] = (float) m.entry(index, settings.gain()));
        return true;
    }

    /** A parameter as P outputs × Q inputs × taps: which of its axes is which. */
    private record Matrix(List<Axis> axes, int outputs, int inputs) {
        static Optional<Matrix> of(Parameter parameter) {
            List<Axis> axes = parameter.axes();
            int outputs = -1;
            int inputs = -1;
            for (int axis = 0; axis < axes.size(); axis++) {
                switch (axes.get(axis).role()) {
                    case PRODUCES, BRANCH_END -> outputs = outputs < 0 ? axis : axes.size();
                    case CONSUMES -> inputs = inputs < 0 ? axis : axes.size();
                    default -> {}
                }
            }
            for (int axis = 0; axis < axes.size(); axis++) {
                if (axes.get(axis).role() == Role.SHARED) {
                    outputs = outputs < 0 && inputs >= 0 ? axis : outputs;
                    inputs = inputs < 0 && outputs >= 0 && outputs != axis ? axis : inputs;
                }
            }
            Matrix matrix = new Matrix(axes, outputs, inputs);
            return parameter.kind() != EntryKind.STATISTIC && matrix.isOne() ? Optional.of(matrix) : Optional.empty();
        }

        private boolean isOne() {
            if (outputs < 0 || inputs < 0 || outputs >= axes.size() || inputs >= axes.size()) {
                return false;
            }
            for (int axis = 0; axis < axes.size(); axis++) {
                Axis tap = axes.get(axis);
                boolean oddKernel = tap.role() == Role.SPATIAL
                        && tap.size() % 2 == 1
                        && tap.factors().stream().allMatch(f -> f.dim().isEmpty());
                if (axis != outputs && axis != inputs && !oddKernel) {
                    return false;
                }
            }
            return true;
        }

        double entry(int[] index, double gain) {
            for (int axis = 0; axis < index.length; axis++) {
                if (axis != outputs
                        && axis != inputs
                        && index[axis] != axes.get(axis).size() / 2) {
                    return 0;
                }
            }
            int p = axes.get(outputs).size();
            int q = axes.get(inputs).size();
            int i = index[outputs];
            int j = index[inputs];
            if (axes.get(outputs).role() == Role.BRANCH_END) {
                return 0;
            }
            if (p <= q) {
                return i == j ? 1 : 0;
            }
            int m = 32 - Integer.numberOfLeadingZeros(p - 1);
            double sign = Integer.bitCount(i & j) % 2 == 0 ? 1 : -1;
            return sign * gain * StrictMath.pow(2, -m / 2.0);
        }
    }
}
