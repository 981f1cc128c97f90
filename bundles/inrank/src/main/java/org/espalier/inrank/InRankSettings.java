package org.espalier.inrank;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;

/**
 * What a job says about an InRank entry (Zhao et al., arXiv 2306.11250). Ranks count the buffer, so a product of rank 10 with buffer 8
 * has 2 leading directions.
 *
 * @param criterion how shares are measured
 * @param explained α, the share that the leading directions of a product have to explain
 * @param buffer    b, directions that learn along without counting as leading
 * @param gap       fewest steps from one check to the next
 * @param warmUp    steps before the first check
 */
public record InRankSettings(
        @Doc("measure of what leading directions explain: share of the energy, or the variance ratio of the authors'"
                        + " released code")
                @Default("energy")
                Criterion criterion,
        @Doc("share, between 0 and 1, that the leading directions explain; a rank grows until they explain more")
                @Range(min = 0, max = 1, exclusiveMin = true, exclusiveMax = true)
                @Default("0.9")
                double explained,
        @Doc("directions at the end that learn but do not count as leading; without them every share would be 1")
                @Range(min = 1, max = 65536)
                @Default("8")
                int buffer,
        @Doc(
                        "fewest optimizer steps from one check to the next, for an entry that is asked more often; a multiple of its every")
                @Range(min = 1)
                @Default("1")
                long gap,
        @Doc("optimizer steps before the first check") @Range(min = 0) @Default("0") long warmUp) {
    /** Refuses a share that is always reached, or never. */
    public InRankSettings {
        requireShare(explained);
    }

    static void requireShare(double explained) {
        if (!(explained > 0 && explained < 1)) {
            throw new SettingsException("explained", explained, "must lie between 0 and 1, neither included");
        }
    }

    /** Directions that count as leading in a product of that rank. */
    int leading(int rank) {
        return Math.max(0, rank - buffer);
    }
}
