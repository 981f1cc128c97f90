package org.espalier.lns;

/** Which of its two neighbours a value becomes. */
public enum Rounding {
    /** The nearer one. */
    NEAREST,
    /** Either, by chance, the nearer the likelier, so that rounding is right on average. */
    STOCHASTIC
}
