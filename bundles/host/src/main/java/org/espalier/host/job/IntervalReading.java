package org.espalier.host.job;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.api.plugin.SettingsException;
import org.espalier.settings.Names;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;

/** The reading of a count and a unit. */
final class IntervalReading {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) *([a-z]+)");

    private static final List<String> TIMES = List.of("ms", "s", "min", "h");

    private IntervalReading() {}

    static Interval of(@Nullable Object value, String key, long least, String example, String... units) {
        Matcher form = FORM.matcher(value instanceof String text ? text : "");
        if (!form.matches()) {
            throw refuse(key, value, "wants a count and a unit, such as " + example);
        }
        String unit = form.group(2).replaceFirst("(?<=step|epoch)s$", "");
        long count = Long.parseLong(form.group(1));
        if (!List.of(units).contains(unit)) {
            throw refuse(key, value, Names.unknown("unit", unit, List.of(units)));
        }
        if (count < least) {
            throw refuse(
                    key,
                    value,
                    TIMES.contains(unit) ? "must be more than 0" : "must be at least " + least + " " + unit);
        }
        return switch (unit) {
            case "step" -> new Cadence.Steps(count);
            case "epoch" -> new Cadence.Epochs(count);
            case "ms" -> new Interval.Time(Duration.ofMillis(count));
            case "s" -> new Interval.Time(Duration.ofSeconds(count));
            case "min" -> new Interval.Time(Duration.ofMinutes(count));
            default -> new Interval.Time(Duration.ofHours(count));
        };
    }

    private static SettingsException refuse(String key, @Nullable Object value, String why) {
        return new SettingsException(key, OneLine.of(value == null ? "nothing" : value), why);
    }
}
