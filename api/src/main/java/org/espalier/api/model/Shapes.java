package org.espalier.api.model;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The shapes of a batch: how many samples, and the shape of one sample's input and target, and of how many tokens inputs
 * are made if they are tokens. Built by its factory, mostly by the host. Immutable, compared by value.
 */
@ProviderType
public final class Shapes {
    private final int samples;
    private final int[] input;
    private final int[] target;
    private final int vocabulary;

    private Shapes(int samples, int[] input, int[] target, int vocabulary) {
        if (samples < 1) {
            throw new IllegalArgumentException("a batch needs a sample");
        }
        this.samples = samples;
        this.input = input;
        this.target = target;
        this.vocabulary = vocabulary;
    }

    /** Shapes of a batch of that many samples, at least 1, that are no tokens as far as anybody says. */
    public static Shapes of(int samples, int[] input, int[] target) {
        return new Shapes(samples, input.clone(), target.clone(), 0);
    }

    /** These shapes for inputs that are tokens, whole numbers from 0 to vocabulary − 1. */
    public Shapes withVocabulary(int vocabulary) {
        return new Shapes(samples, input, target, vocabulary);
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

    /** How many tokens there are, where inputs are tokens as whole numbers from 0; 0 where they are none or nobody says. */
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shapes s
                && samples == s.samples
                && Arrays.equals(input, s.input)
                && Arrays.equals(target, s.target)
                && vocabulary == s.vocabulary;
    }

    @Override
    public int hashCode() {
        return samples + 31 * (Arrays.hashCode(input) + 31 * (Arrays.hashCode(target) + 31 * vocabulary));
    }

    @Override
    public String toString() {
        String tokens = vocabulary == 0 ? "" : " of " + vocabulary + " tokens";
        return samples + " × " + Arrays.toString(input) + " → " + Arrays.toString(target) + tokens;
    }
}
