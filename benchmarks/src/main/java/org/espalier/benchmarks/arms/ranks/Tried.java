package org.espalier.benchmarks.arms.ranks;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Arm;
import org.espalier.benchmarks.arms.Outcome;
import org.espalier.benchmarks.arms.Sample;

/**
 * An arm with one of its choices, and what came of it.
 *
 * @param arm      with its settings
 * @param choice   the settings that it was given to choose
 * @param outcomes one for each seed
 */
record Tried(Arm arm, Map<String, String> choice, List<Outcome> outcomes) {
    /** Settings whose mean measure is within this factor of the best one's are as good: the smaller network counts. */
    static final double CLOSE = 1.005;

    /** The one that is chosen on validation data: of those that are as good as the best, the one that trains fewest numbers. */
    static Tried chosen(List<Tried> tried, Measure measure) {
        double best = tried.stream()
                .mapToDouble(each -> measure.heldOut(each.outcomes).mean())
                .min()
                .orElseThrow();
        return tried.stream()
                .filter(each -> measure.heldOut(each.outcomes).mean() <= CLOSE * best)
                .min(Comparator.comparingDouble(Tried::parameters)
                        .thenComparing(each -> measure.heldOut(each.outcomes).mean()))
                .orElseThrow();
    }

    /** Mean of the numbers that are trained at the end. */
    double parameters() {
        return Sample.of(outcomes, Outcome::parameters).mean();
    }

    /** Ranks of all matrices, seed by seed. */
    List<List<Integer>> ranks() {
        return outcomes.stream().map(outcome -> outcome.sizes(".rank")).toList();
    }
}
