package org.espalier.api.model;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The shapes of a batch: how many samples, and the shape of one sample's input and target. Built by its factory, mostly by
 * the host. Immutable, compared by value.
 */
@ProviderType
public final class Shapes {
    private final int samples;
    private final int[] input;
    private final int[] target;

    private Shapes(int samples, int[] input, int[] target) {
        if (samples < 1) {
            throw new IllegalArgumentException("a batch needs a sample");
        }
        this.samples = samples;
        this.input = input;
        this.target = target;
    }

    /** Shapes of a batch of that many samples, at least 1. */
    public static Shapes of(int samples, int[] input, int[] target) {
        return new Shapes(samples, input.clone(), target.clone());
    }

    /** Samples in the batch. */
    public int samples() {
        return samples;
    }

    /** Shape of one sample's input, without the batch axis; fields are channels-last. */
    public int[] input() {
        return input.clone();
    }

    /** Shape of one sample's target, without the batch axis; fields are channels-last. */
    public int[] target() {
        return target.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shapes s
                && samples == s.samples
                && Arrays.equals(input, s.input)
                && Arrays.equals(target, s.target);
    }

    @Override
    public int hashCode() {
        return samples + 31 * (Arrays.hashCode(input) + 31 * Arrays.hashCode(target));
    }

    @Override
    public String toString() {
        return samples + " × " + Arrays.toString(input) + " → " + Arrays.toString(target);
    }
}
