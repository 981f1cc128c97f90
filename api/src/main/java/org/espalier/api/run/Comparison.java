package org.espalier.api.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs side by side. Made by the host for readers; more components may come, with the old factory kept.
 *
 * @param origin the checkpoint at which they part, such as {@code darcy/1@400}; empty if they have none in common
 * @param branch its step; 0 if they have none in common
 * @param runs   the runs in the order in which they were named
 */
@ProviderType
public record Comparison(Optional<String> origin, long branch, List<Compared> runs) {
    /** A comparison with a copy of its list. */
    public Comparison {
        runs = List.copyOf(runs);
    }

    /** A comparison. */
    public static Comparison of(Optional<String> origin, long branch, List<Compared> runs) {
        return new Comparison(origin, branch, runs);
    }

    /**
     * One of them. Numbers are NaN where no file tells them.
     *
     * @param id         name and number
     * @param status     how it ended, in lower case; {@code not ended} if it has not
     * @param changes    what it was told that is different: settings of a fork, of {@code set}, swaps; one line each
     * @param step       steps done in all
     * @param trainLoss  mean training loss of the last epoch
     * @param heldOut    loss on the validation split after it
     * @param best       lowest such loss since the branch
     * @param tests      losses on the test split by resolution, 0 where there is none
     * @param steps      steps since the branch
     * @param flops      modelled operations since the branch
     * @param seconds    seconds of steps and growth since the branch
     * @param parameters trained entries at the end
     * @param sizes      growable sizes at the end
     */
    @ProviderType
    public record Compared(
            String id,
            String status,
            List<String> changes,
            long step,
            double trainLoss,
            double heldOut,
            double best,
            Map<Integer, Double> tests,
            long steps,
            double flops,
            double seconds,
            double parameters,
            Map<String, Integer> sizes) {
        /** A compared run with copies of its collections, in their order. */
        public Compared {
            changes = List.copyOf(changes);
            tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
            sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        }
    }
}
