package org.espalier.zero;

/** Where a kernel with more outputs than inputs has its Hadamard matrix. */
public enum Kernel {
    /** At its centre, as in the paper: of few inputs it makes many channels that are alike. */
    CENTRE,
    /** Over its taps from the centre outward, whose inputs count as inputs of their own, as many as there are outputs. Ours. */
    NEIGHBOURS
}
