package org.espalier.benchmarks.arms;

import java.util.Locale;
import java.util.Map;

/**
 * What is asked of a variant: at most a bound.
 *
 * @param word   its own
 * @param beside the word of the variant that it is held to
 * @param kind   what is held to the bound
 */
public record Claim(String word, String beside, Kind kind, double bound) {
    /** What is held to the bound. */
    public enum Kind {
        /** Points of accuracy below the other variant. */
        POINTS("points of test accuracy below"),
        /** Test loss over that of the other variant. */
        RATIO("test loss over that of");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** At most so many points of accuracy below another; at least so many above it if the bound is negative. */
    public static Claim points(String word, String beside, double bound) {
        return new Claim(word, beside, Kind.POINTS, bound);
    }

    /** At most so many times the loss of another. */
    public static Claim ratio(String word, String beside, double bound) {
        return new Claim(word, beside, Kind.RATIO, bound);
    }

    private double value(Measure measure, Map<String, Tried> tried) {
        double own = measure.test(tried.get(word).outcomes()).mean();
        double other = measure.test(tried.get(beside).outcomes()).mean();
        return kind == Kind.POINTS ? 100 * (own - other) : own / other;
    }

    /** A line of the page: what came of it, won or lost. */
    String verdict(Task task, Map<String, Tried> tried) {
        double value = value(task.measure(), tried);
        return String.format(
                Locale.ROOT,
                "- %s, %s %s: %.3f; asked for at most %.2f: %s.%n",
                task.variant(word).title(),
                kind.words,
                task.variant(beside).title(),
                value,
                bound,
                met(value <= bound));
    }

    /** The word for people. */
    public static String met(boolean held) {
        return held ? "met" : "**missed**";
    }
}
