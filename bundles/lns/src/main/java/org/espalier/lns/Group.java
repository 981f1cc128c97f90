package org.espalier.lns;

/** Which entries of a tensor share a scale. */
public enum Group {
    /** All of them. */
    TENSOR,
    /** Those of one index along the first axis: the values of a sample, the weights of an input. */
    ROW
}
