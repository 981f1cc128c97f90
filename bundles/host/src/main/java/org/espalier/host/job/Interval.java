package org.espalier.host.job;

import java.time.Duration;
import org.espalier.api.plugin.SettingsException;
import org.jspecify.annotations.Nullable;

/** A stretch of a run, in steps, epochs or time: {@code 50 steps}, {@code 1 epoch}, {@code 2 min}. */
public sealed interface Interval permits Cadence, Interval.Time {

    /** As in a job file. */
    String text();

    /**
     * So much time on the clock.
     *
     * @param duration at least a millisecond
     */
    record Time(Duration duration) implements Interval {
        @Override
        public String text() {
            long millis = duration.toMillis();
            if (millis % 3_600_000 == 0) {
                return millis / 3_600_000 + " h";
            }
            if (millis % 60_000 == 0) {
                return millis / 60_000 + " min";
            }
            return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
        }
    }

    /**
     * The interval that a setting describes, at least one unit.
     *
     * @throws SettingsException if it is no count of steps, epochs, ms, s, min or h
     */
    static Interval parse(@Nullable Object value, String key) {
        return IntervalReading.of(value, key, 1, "2 min, 1 epoch or 50 steps", "step", "epoch", "ms", "s", "min", "h");
    }

    /**
     * The time that a setting describes, at least one millisecond.
     *
     * @throws SettingsException if it is no count of ms, s, min or h
     */
    static Duration parseTime(@Nullable Object value, String key) {
        return ((Time) IntervalReading.of(value, key, 1, "10 s or 500 ms", "ms", "s", "min", "h")).duration();
    }
}
