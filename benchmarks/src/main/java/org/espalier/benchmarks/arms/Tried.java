package org.espalier.benchmarks.arms;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An arm with one of its choices, and what came of it.
 *
 * @param arm      with its settings
 * @param choice   the settings that it was given to choose
 * @param outcomes one for each seed
 */
public record Tried(Arm arm, Map<String, String> choice, List<Outcome> outcomes) {
    /** Settings whose mean measure is within this factor of the best one's are as good: the smaller network counts. */
    static final double CLOSE = 1.005;

    private static final String EDGE = " (edge of its grid)";

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
    public double parameters() {
        return Sample.of(outcomes, Outcome::parameters).mean();
    }

    /** Sizes of the dims whose names end so, seed by seed. */
    public List<List<Integer>> sizes(String suffix) {
        return outcomes.stream().map(outcome -> outcome.sizes(suffix)).toList();
    }

    /** The choice for people, such as "lr 1e-3, explained 0.9". */
    public String told() {
        return told(Choices.NONE);
    }

    /**
     * The choice with a mark at numbers beyond which nothing was tried, such as "lr 1e-3 (edge of its grid)".
     *
     * @param from what was chosen from
     */
    public String told(Choices from) {
        return choice.entrySet().stream()
                .map(entry -> entry.getKey().replaceFirst("^(optimizer|growth\\.rank|model\\.low-rank|init)\\.", "")
                        + " " + entry.getValue() + (from.edge(entry.getKey(), entry.getValue()) ? EDGE : ""))
                .collect(Collectors.joining(", "));
    }
}
