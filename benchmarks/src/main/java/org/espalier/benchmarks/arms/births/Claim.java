package org.espalier.benchmarks.arms.births;

import java.util.Locale;
import java.util.Map;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Tried;

/**
 * What is asked of an arm: at most a bound.
 *
 * @param arm    its word
 * @param beside the word of the arm it is held to
 * @param kind   what is held to the bound
 */
record Claim(String arm, String beside, Kind kind, double bound) {
    /** What is held to the bound. */
    enum Kind {
        /** Points of accuracy below the other arm. */
        POINTS("points of test accuracy below"),
        /** Test loss over that of the other arm. */
        RATIO("test loss over that of");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static Claim points(String arm, String beside, double bound) {
        return new Claim(arm, beside, Kind.POINTS, bound);
    }

    static Claim ratio(String arm, String beside, double bound) {
        return new Claim(arm, beside, Kind.RATIO, bound);
    }

    private double value(Measure measure, Map<String, Tried> arms) {
        double own = measure.test(arms.get(arm).outcomes()).mean();
        double other = measure.test(arms.get(beside).outcomes()).mean();
        return kind == Kind.POINTS ? 100 * (own - other) : own / other;
    }

    /** A line of the page: what came of it, won or lost. */
    String verdict(BirthTask task, Map<String, Tried> arms) {
        double value = value(task.measure(), arms);
        return String.format(
                Locale.ROOT,
                "- %s, %s %s: %.3f; asked for at most %.2f: %s.%n",
                task.arm(arm).title(),
                kind.words,
                task.arm(beside).title(),
                value,
                bound,
                value <= bound ? "met" : "**missed**");
    }
}
