package org.espalier.zero;

/** How the matrix that makes a network's outputs is born. */
public enum Output {
    /** Zero, as the paper has classifiers. */
    ZERO,
    /** By the rule of every other matrix, as in the authors' notebook. */
    RULE
}
