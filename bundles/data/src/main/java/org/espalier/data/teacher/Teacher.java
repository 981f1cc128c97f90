package org.espalier.data.teacher;

import java.util.SortedMap;

/** A fixed map from inputs to outputs, drawn from a seed. Immutable. */
interface Teacher {
    /** What it is called in random streams and file cards, such as {@code teacher}. */
    String name();

    /** Numbers per input. */
    int inputs();

    /** Numbers per output. */
    int outputs();

    /** Its settings beside inputs and outputs. */
    SortedMap<String, String> facts();

    /**
     * The outputs for an input, without noise.
     *
     * @param input  {@link #inputs} numbers
     * @param output where {@link #outputs} numbers go
     */
    void answer(double[] input, double[] output);
}
