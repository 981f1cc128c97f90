package org.espalier.inrank;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;

/**
 * What a job says about an InRank-Efficient entry (Zhao et al., arXiv 2306.11250): how ranks grow, as for InRank, and when they are
 * fixed.
 *
 * @param criterion how shares are measured
 * @param explained α, the share that the leading directions of a product have to explain
 * @param buffer    b, directions that learn along without counting as leading, until ranks are fixed
 * @param gap       fewest steps from one check to the next
 * @param warmUp    steps before the first check
 * @param patience  checks without growth after which ranks are fixed
 */
public record InRankEfficientSettings(
        @Doc("measure of what leading directions explain: share of the energy, or the variance ratio of the authors'"
                        + " released code")
                @Default("energy")
                Criterion criterion,
        @Doc("share, between 0 and 1, that the leading directions explain; a rank grows until they explain more")
                @Range(min = 0, max = 1, exclusiveMin = true, exclusiveMax = true)
                @Default("0.9")
                double explained,
        @Doc("directions at the end that learn but do not count as leading; dropped when ranks are fixed")
                @Range(min = 1, max = 65536)
                @Default("8")
                int buffer,
        @Doc(
                        "fewest optimizer steps from one check to the next, for an entry that is asked more often; a multiple of its every")
                @Range(min = 1)
                @Default("1")
                long gap,
        @Doc("optimizer steps before the first check") @Range(min = 0) @Default("0") long warmUp,
        @Doc("checks in a row in which no rank grows, after which all are fixed") @Range(min = 1) @Default("8")
                int patience) {
    /** Refuses a share that is always reached, or never. */
    public InRankEfficientSettings {
        InRankSettings.requireShare(explained);
    }

    /** How ranks grow before they are fixed. */
    InRankSettings growth() {
        return new InRankSettings(criterion, explained, buffer, gap, warmUp);
    }
}
