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
 * @param words the texts allowed; empty if any will do
 */
public record Limits(double min, double max, List<String> words) {
    /** Anything will do. */
    public static final Limits NONE = new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of());

    static Limits of(@Nullable Range range, String... words) {
        return new Limits(
                range == null ? NONE.min : range.min(), range == null ? NONE.max : range.max(), List.of(words));
    }

    /** Why a number will not do, or nothing. */
    Optional<String> refuse(double number) {
        return number >= min && number <= max ? Optional.empty() : Optional.of("must be " + range());
    }

    /** The interval in words; empty if any number will do. */
    public String range() {
        boolean low = min != Double.NEGATIVE_INFINITY;
        boolean high = max != Double.POSITIVE_INFINITY;
        if (low && high) {
            return "in [" + show(min) + ", " + show(max) + "]";
        }
        return low ? "at least " + show(min) : high ? "at most " + show(max) : "";
    }

    private static String show(double bound) {
        boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
        return whole
                ? BigDecimal.valueOf((long) bound).toPlainString()
                : Double.toString(bound).replace(".0E", "e").replace('E', 'e');
    }
}
