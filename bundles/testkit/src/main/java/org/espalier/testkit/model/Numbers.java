package org.espalier.testkit.model;

import org.espalier.api.plugin.RandomStream;

/** Arrays of random numbers, and distances between arrays. */
public final class Numbers {
    private Numbers() {}

    /** Normal numbers times a scale. */
    public static float[] normal(String name, int length, double scale) {
        RandomStream stream = RandomStream.of(1, name);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (scale * stream.normal(i));
        }
        return values;
    }

    /** Tokens, whole numbers from 0 below a vocabulary. */
    public static float[] tokens(String name, int length, int vocabulary) {
        RandomStream stream = RandomStream.of(1, name);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = stream.integer(i, vocabulary);
        }
        return values;
    }

    /** The same numbers in double precision. */
    public static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** Σ a·b. */
    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** ‖actual − expected‖₂ / ‖expected‖₂. */
    public static double distance(float[] actual, double[] expected) {
        if (actual.length != expected.length) {
            throw new AssertionError(actual.length + " values, not " + expected.length);
        }
        double difference = 0;
        double size = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            size += expected[i] * expected[i];
        }
        return Math.sqrt(difference / size);
    }
}
