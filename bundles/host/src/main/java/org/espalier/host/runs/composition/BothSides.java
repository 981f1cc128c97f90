package org.espalier.host.runs.composition;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.espalier.host.training.Score;

/**
 * How good the weights of a run are on the same held-out samples on both sides of a change.
 *
 * @param before under what was in use; a loss that is NaN says that it is not known
 * @param after  under what takes its place
 */
public record BothSides(Score before, Score after) {
    /** What nobody can measure any more. */
    public static final Score UNKNOWN = new Score(Double.NaN, Map.of());

    /** Whether the change is one of what is computed. */
    public boolean differ() {
        return Double.compare(before.loss(), after.loss()) != 0
                || !before.figures().equals(after.figures());
    }

    /** Loss and figures on both sides, one line. */
    public String words() {
        StringJoiner words = new StringJoiner(", ");
        words.add("held-out loss " + sides(before.loss(), after.loss()));
        after.figures()
                .forEach((name, figure) ->
                        words.add(name + " " + sides(before.figures().getOrDefault(name, Double.NaN), figure)));
        return words.toString();
    }

    private static String sides(double before, double after) {
        String known = Double.isNaN(before) ? "unknown" : figure(before);
        return known + " before, " + figure(after) + " after";
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
