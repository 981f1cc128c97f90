package org.espalier.testkit.doubles;

import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.MatrixAxes;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Silence;
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
        Optional<MatrixAxes> found = matrix(newborn.parameter());
        if (found.isEmpty()) {
            return false;
        }
        MatrixAxes matrix = found.get();
        Silence silence = Silence.of(newborn);
        float[] values = newborn.values();
        newborn.region()
                .forEach((flat, index) ->
                        values[flat] = silence.at(index) ? 0 : (float) entry(matrix, index, settings.gain()));
        return true;
    }

    /** A parameter as P outputs × Q inputs × taps; taps have a centre, and do not grow. */
    private static Optional<MatrixAxes> matrix(Parameter parameter) {
        return parameter
                .matrix()
                .filter(matrix -> parameter.kind() != EntryKind.STATISTIC
                        && matrix.taps().stream().allMatch(Zero::isOddSide));
    }

    private static boolean isOddSide(Axis taps) {
        return taps.size() % 2 == 1
                && taps.factors().stream().allMatch(f -> f.dim().isEmpty());
    }

    private static double entry(MatrixAxes matrix, int[] index, double gain) {
        int taps = matrix.taps().stream().mapToInt(Axis::size).reduce(1, (a, b) -> a * b);
        // All sides are odd: the centre of the kernel is that of its taps in c-order.
        if (matrix.tap(index) != taps / 2 || matrix.outputs().role() == Role.BRANCH_END) {
            return 0;
        }
        int p = matrix.outputs().size();
        int i = matrix.block(index) * matrix.rows() + matrix.row(index);
        int j = matrix.column(index);
        if (p <= matrix.columns()) {
            return i == j ? 1 : 0;
        }
        int m = 32 - Integer.numberOfLeadingZeros(p - 1);
        double sign = Integer.bitCount(i & j) % 2 == 0 ? 1 : -1;
        return sign * gain * StrictMath.pow(2, -m / 2.0);
    }
}
