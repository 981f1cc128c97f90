package org.espalier.zero;

/** A parameter's entries in closed form: from indices, outer to inner, to a value. */
@FunctionalInterface
interface Entries {
    /** Zero everywhere. */
    Entries ZERO = index -> 0;

    /** The entry at these indices. */
    double at(int[] index);

    /** (−1)^popcount(i ∧ j), the Sylvester form of a Hadamard matrix. */
    static int sign(int i, int j) {
        return (Integer.bitCount(i & j) & 1) == 0 ? 1 : -1;
    }
}
