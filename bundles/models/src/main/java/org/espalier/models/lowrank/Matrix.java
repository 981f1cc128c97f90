package org.espalier.models.lowrank;

import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;

/**
 * The matrix of one linear layer, as sizes alone.
 *
 * @param name of the layer, such as {@code h.0.mlp.c_fc}
 * @param in   values that it reads of each row
 * @param out  values that it makes
 * @param form how it is of low rank; empty if it is dense
 */
public record Matrix(String name, int in, int out, Optional<LowRank> form) {
    /** One that is dense whatever the settings say of low rank. */
    public static Matrix dense(String name, int in, int out) {
        return new Matrix(name, in, out, Optional.empty());
    }

    /** The rank of its product as a dim, at its birth if it is not among the given ones; empty if it is dense. */
    public Optional<Dim> born(Dims given) {
        return form.map(low -> low.rank(name, in, out, given));
    }

    /** The rank of its product at these sizes; empty if it is dense. */
    public Optional<Dim> rank(Dims dims) {
        return dims.find(LowRank.dim(name));
    }

    /** Multiply–adds per row. */
    public long multiplyAdds(Dims dims) {
        return rank(dims)
                .map(rank -> form.orElseThrow().multiplyAdds(rank.size(), in, out))
                .orElse((long) in * out);
    }

    /** Those among them of W0, which never learns. */
    public long frozen() {
        return form.map(low -> low.frozen(in, out)).orElse(0L);
    }

    /** Those of W0 that are additions alone. */
    public long additions() {
        return form.map(low -> low.additions(in, out)).orElse(0L);
    }

    /** Terms of its product per row, which forward keeps. */
    public int terms(Dims dims) {
        return rank(dims).map(Dim::size).orElse(0);
    }
}
