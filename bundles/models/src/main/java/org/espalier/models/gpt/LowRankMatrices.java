package org.espalier.models.gpt;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRank;

/**
 * What a job says about matrices of the form W0 + U·V in a GPT.
 *
 * @param rank      rank of every product at birth
 * @param maxRank   most rank that growth may give one; 0 for as much as its matrix can have
 * @param base      W0
 * @param attention whether attention's matrices are of that form, too
 */
public record LowRankMatrices(
        @Doc("rank of every product at birth, a strategy's buffer included; at most the shorter side of its matrix")
                @Range(min = 1, max = 65536)
                @Default("10")
                int rank,
        @Doc("most rank that growth may give a product; 0 for the shorter side of its matrix")
                @Range(min = 0, max = 65536)
                @Default("0")
                int maxRank,
        @Doc(
                        "matrix beside the product, which never learns: dense (drawn at birth, and the product born as zero), identity, hadamard"
                                + " (both without memory) or none (the product is then drawn)")
                @Default("dense")
                Base base,
        @Doc("whether the matrices of attention are of low rank, too; else only those of the MLPs are")
                @Default("false")
                boolean attention) {
    /** Refuses ranks that contradict one another. */
    public LowRankMatrices {
        new LowRank(rank, maxRank, base);
    }

    /** The form that all these matrices have. */
    LowRank form() {
        return new LowRank(rank, maxRank, base);
    }
}
