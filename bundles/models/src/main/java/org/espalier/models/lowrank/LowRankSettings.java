package org.espalier.models.lowrank;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.layers.Base;

/**
 * What a job says about hidden matrices of the form W0 + U·V.
 *
 * @param rank    rank of every product at birth
 * @param maxRank most rank that growth may give one; 0 for as much as its matrix can have
 * @param base    W0
 */
public record LowRankSettings(
        @Doc("rank of every product at birth, a strategy's buffer included; at most the shorter side of its matrix")
                @Range(min = 1, max = 65536)
                @Default("10")
                int rank,
        @Doc("most rank that growth may give a product; 0 for the shorter side of its matrix")
                @Range(min = 0, max = 65536)
                @Default("0")
                int maxRank,
        @Doc("matrix beside the product, which never learns: identity, hadamard (both without memory; widths then stay"
                        + " as at birth), dense (drawn at birth) or none")
                @Default("identity")
                Base base) {
    /** Refuses ranks that contradict one another. */
    public LowRankSettings {
        new LowRank(rank, maxRank, base);
    }

    /** The form that all these matrices have. */
    public LowRank form() {
        return new LowRank(rank, maxRank, base);
    }
}
