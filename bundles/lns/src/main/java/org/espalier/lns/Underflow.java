package org.espalier.lns;

/** What becomes of a value below the smallest one. */
public enum Underflow {
    /** Zero below half of the smallest, the smallest from there on. */
    ZERO,
    /** The smallest of its sign, so that nothing but zero becomes zero. */
    SMALLEST
}
