package org.espalier.api.growth;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How new entries of a parameter are born.
 *
 * <p>Plugins construct these by the factories below; the host carries them out. More kinds may come in any minor version:
 * code that reads them treats an unknown {@link #name()} as "some other way". Immutable, compared by value.
 */
@ProviderType
public final class Init {
    /** All zero. */
    public static final String ZERO = "zero";

    /** One value for all. */
    public static final String CONSTANT = "constant";

    /** Partial identity. */
    public static final String IDENTITY = "identity";

    /** Hadamard matrix. */
    public static final String HADAMARD = "hadamard";

    /** Normal. */
    public static final String NORMAL = "normal";

    /** Uniform. */
    public static final String UNIFORM = "uniform";

    /** Orthonormal rows. */
    public static final String ORTHONORMAL = "orthonormal";

    /** Pairs of opposite sign. */
    public static final String MIRRORED = "mirrored";

    /** Given values. */
    public static final String VALUES = "values";

    private final String name;
    private final double a;
    private final double b;
    private final float[] values;

    private Init(String name, double a, double b, float[] values) {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            throw new IllegalArgumentException(name + " needs finite numbers, not " + a + ", " + b);
        }
        this.name = name;
        this.a = a;
        this.b = b;
        this.values = values;
    }

    /** Zeros. */
    public static Init zero() {
        return new Init(ZERO, 0, 0, new float[0]);
    }

    /** One value everywhere, as for gains. */
    public static Init constant(double value) {
        return new Init(CONSTANT, value, 0, new float[0]);
    }

    /** One where the first axis' index equals the second's, zero elsewhere. */
    public static Init identity() {
        return new Init(IDENTITY, 0, 0, new float[0]);
    }

    /** scale · (−1)^popcount(i ∧ j) over the first two axes. */
    public static Init hadamard(double scale) {
        return new Init(HADAMARD, scale, 0, new float[0]);
    }

    /** Normal with mean 0 and that standard deviation, at least 0. */
    public static Init normal(double std) {
        return new Init(NORMAL, std, 0, new float[0]);
    }

    /** Uniform in [−bound, bound). */
    public static Init uniform(double bound) {
        return uniform(-bound, bound);
    }

    /** Uniform in [low, high). */
    public static Init uniform(double low, double high) {
        return new Init(UNIFORM, low, high, new float[0]);
    }

    /** New rows along the first axis, orthonormal to one another and to the rows that are there; Gaussian before projection. */
    public static Init orthonormal() {
        return new Init(ORTHONORMAL, 0, 0, new float[0]);
    }

    /**
     * New units in pairs: the unit that PRODUCES is drawn with that standard deviation and copied to its twin, the unit that
     * CONSUMES gets opposite signs. The function is kept without an exact zero, which multiplicative updates need.
     */
    public static Init mirrored(double std) {
        return new Init(MIRRORED, std, 0, new float[0]);
    }

    /** The new entries' values in c-order of the newborn region; the array is copied and its length checked by the host. */
    public static Init values(float[] values) {
        return new Init(VALUES, 0, 0, values.clone());
    }

    /** One of the constants of this class, or of a later version. */
    public String name() {
        return name;
    }

    /**
     * Whether random numbers make the values: of normal, uniform, orthonormal and mirrored ones, and of whatever may come that
     * draws.
     */
    public boolean draws() {
        return switch (name) {
            case ZERO, CONSTANT, IDENTITY, HADAMARD, VALUES -> false;
            default -> true;
        };
    }

    /** Scale, standard deviation, constant or lower bound; 0 where the kind has no number. */
    public double a() {
        return a;
    }

    /** Upper bound of {@link #UNIFORM}; else 0. */
    public double b() {
        return b;
    }

    /** A copy of the given values of {@link #VALUES}; else empty. */
    public float[] values() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Init init
                && name.equals(init.name)
                && a == init.a
                && b == init.b
                && Arrays.equals(values, init.values);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Double.hashCode(a) + 7 * Double.hashCode(b) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return switch (name) {
            case NORMAL, HADAMARD, MIRRORED, CONSTANT -> name + "(" + a + ")";
            case UNIFORM -> name + "(" + a + ", " + b + ")";
            case VALUES -> name + "[" + values.length + "]";
            default -> name;
        };
    }
}
