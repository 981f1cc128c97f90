package org.espalier.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.espalier.api.plugin.Range;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a component allow, of the setting itself or of each element.
 *
 * @param min   smallest number allowed
 * @param max   largest number allowed
 * @param above whether the smallest is itself refused
 * @param below whether the largest is itself refused
 * @param words the texts allowed; empty if any will do
 */
public record Limits(double min, double max, boolean above, boolean below, List<String> words) {
    /** Anything will do. */
    public static final Limits NONE =
            new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false, List.of());

    static Limits of(@Nullable Range range, String... words) {
        return range == null
                ? NONE.of(List.of(words))
                : new Limits(range.min(), range.max(), range.exclusiveMin(), range.exclusiveMax(), List.of(words));
    }

    /** The same with other texts allowed. */
    Limits of(List<String> others) {
        return new Limits(min, max, above, below, others);
    }

    /** Why a number will not do, or nothing. */
    Optional<String> refuse(double number) {
        boolean low = above ? number > min : number >= min;
        boolean high = below ? number < max : number <= max;
        return low && high ? Optional.empty() : Optional.of("must be " + range());
    }

    /** The interval in words, such as {@code in (0, 1]}, 0 itself not in it; empty if any number will do. */
    public String range() {
        boolean low = min != Double.NEGATIVE_INFINITY;
        boolean high = max != Double.POSITIVE_INFINITY;
        if (low && high) {
            return "in " + (above ? "(" : "[") + show(min) + ", " + show(max) + (below ? ")" : "]");
        }
        if (low) {
            return (above ? "above " : "at least ") + show(min);
        }
        return high ? (below ? "below " : "at most ") + show(max) : "";
    }

    private static String show(double bound) {
        boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
        return whole
                ? BigDecimal.valueOf((long) bound).toPlainString()
                : Double.toString(bound).replace(".0E", "e").replace('E', 'e');
    }
}
