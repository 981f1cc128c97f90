package org.espalier.zero;

/** How a matrix with more outputs than inputs is born. */
public enum Widening {
    /** As a Hadamard matrix's leading block. */
    HADAMARD,
    /** As a partial identity like every other: the control, under which a perceptron's ranks stay below its number of inputs. */
    IDENTITY
}
