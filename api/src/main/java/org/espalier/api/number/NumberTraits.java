package org.espalier.api.number;

import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a number system can represent at one site, relative to a group's scale. Number systems build it by its factory.
 * Immutable.
 */
@ProviderType
public final class NumberTraits {
    private final int bits;
    private final boolean exactZero;
    private final double relativeError;
    private final OptionalInt stepsPerOctave;

    private NumberTraits(int bits, boolean exactZero, double relativeError, OptionalInt stepsPerOctave) {
        if (bits < 1 || bits > 32) {
            throw new IllegalArgumentException(bits + " bits per value are not in [1, 32]");
        }
        if (!(relativeError >= 0)) {
            throw new IllegalArgumentException("a relative error must be at least 0, not " + relativeError);
        }
        this.bits = bits;
        this.exactZero = exactZero;
        this.relativeError = relativeError;
        this.stepsPerOctave = stepsPerOctave;
    }

    /**
     * Traits of a site.
     *
     * @param bits          bits per value, 1 to 32
     * @param exactZero     whether zero is a value
     * @param relativeError largest |rounded − x| / |x| inside the range, at least 0
     */
    public static NumberTraits of(int bits, boolean exactZero, double relativeError) {
        return new NumberTraits(bits, exactZero, relativeError, OptionalInt.empty());
    }

    /**
     * The same for magnitudes 2^(n/steps), n whole, whatever the scale; but for zero.
     *
     * @param steps at least 1
     */
    public NumberTraits withStepsPerOctave(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(steps + " steps per octave are below 1");
        }
        return new NumberTraits(bits, exactZero, relativeError, OptionalInt.of(steps));
    }

    /** Steps per octave where magnitudes are 2^(n/steps), n whole, whatever the scale; empty where they are not. */
    public OptionalInt stepsPerOctave() {
        return stepsPerOctave;
    }

    /** Bits per value. */
    public int bits() {
        return bits;
    }

    /** Whether zero is a value. */
    public boolean exactZero() {
        return exactZero;
    }

    /** Largest relative error inside the range. */
    public double relativeError() {
        return relativeError;
    }
}
