package org.espalier.zero;

/** The size of Hadamard entries of a matrix with P outputs; m is ⌈log₂ P⌉. */
public enum Scale {
    /** 2^(−(m−1)/2), the paper's: columns of norm √2 where P is a power of two, which makes up for what relu cuts off. */
    PAPER(1),
    /** 2^(−m/2), that of the authors' notebook: columns of norm 1 where P is a power of two. */
    NOTEBOOK(0);

    private final int more;

    Scale(int more) {
        this.more = more;
    }

    /** The size of every entry of a matrix with that many outputs, at least 1. */
    double of(int outputs) {
        int m = Integer.SIZE - Integer.numberOfLeadingZeros(outputs - 1);
        return StrictMath.pow(2, (more - m) / 2.0);
    }
}
