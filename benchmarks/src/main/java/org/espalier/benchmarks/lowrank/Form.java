package org.espalier.benchmarks.lowrank;

import java.util.List;
import org.espalier.layers.Base;

/**
 * How the matrices of an MLP are held.
 *
 * @param name as the tables call it
 * @param rank of the products U·V; 0 for dense matrices that are trained as a whole
 * @param base W0 beside the product
 */
record Form(String name, int rank, Base base) {
    /** The rank that InRank's authors report for GPT-2 medium, and its buffer while it grows. */
    static final int RANK = 287;

    private static final int BUFFER = 100;

    static final Form FULL = new Form("full rank", 0, Base.NONE);
    static final Form NONE = new Form("rank " + RANK + ", no W0", RANK, Base.NONE);
    static final Form IDENTITY = new Form("rank " + RANK + ", identity", RANK, Base.IDENTITY);
    static final Form HADAMARD = new Form("rank " + RANK + ", Hadamard", RANK, Base.HADAMARD);

    /** At the end of growth, when it costs most. */
    static final Form GROWING = growing("identity", Base.IDENTITY);

    static final Form GROWING_DENSE = growing("dense W0", Base.DENSE);

    private static Form growing(String beside, Base base) {
        return new Form("growing: rank " + RANK + " + " + BUFFER + ", " + beside, RANK + BUFFER, base);
    }

    /** All, full rank first, then those whose ranks are fixed. */
    static List<Form> all() {
        return List.of(FULL, NONE, IDENTITY, HADAMARD, GROWING, GROWING_DENSE);
    }

    /** Whether the targets are for it: its ranks are fixed. */
    boolean fixed() {
        return rank == RANK;
    }
}
