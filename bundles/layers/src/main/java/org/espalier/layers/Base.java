package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * W0 of a {@link LowRankLinear}, the part of its matrix that never learns. More may come: a {@code switch} over it needs a
 * {@code default}.
 */
@ProviderType
public enum Base {
    /** None: the product of low rank is the whole matrix. */
    NONE,

    /**
     * A frozen parameter, {@code <name>.w0} [out, in]: as much memory and time as a trained matrix, but no gradient and no
     * moments.
     */
    DENSE,

    /** The partial identity, ones on the main diagonal: no memory and next to no time. */
    IDENTITY,

    /**
     * c·(−1)^popcount(i ∧ j), with c = 2^(−(m − 1)/2) where 2^m is the smallest power of two that is at least as large as
     * either side; any shape will do. By a fast Walsh–Hadamard transform: no memory, and per row about s·log₂ s additions, s
     * the shorter side, and one for every entry of the longer. Of ZerO (Zhao, Schäfer, Anandkumar, arXiv 2110.12661), whose √2
     * in c makes up for a relu.
     */
    HADAMARD;

    /** Multiply–adds of x·W0ᵀ for one row; additions count as such. */
    public long multiplyAdds(int in, int out) {
        if (this == HADAMARD) {
            int order = WalshHadamard.order(Math.min(in, out));
            return (long) order * Integer.numberOfTrailingZeros(order) + Math.max(in, out);
        }
        return this == DENSE ? (long) in * out : 0;
    }

    /** Those of them that are additions alone. */
    public long additions(int in, int out) {
        return this == HADAMARD ? multiplyAdds(in, out) : 0;
    }

    /** Whether W0 follows from the sizes of its two sides alone, and changes as a whole with them. */
    public boolean followsSizes() {
        return this == IDENTITY || this == HADAMARD;
    }
}
