package org.espalier.host.job;

import org.espalier.api.plugin.SettingsException;
import org.jspecify.annotations.Nullable;

/** A stretch of a run that does not depend on the clock, so that a resumed run keeps to it bit for bit. */
public sealed interface Cadence extends Interval {

    /** How many. */
    long count();

    /** How many optimizer steps that is, with so many of them in an epoch. */
    default long steps(long perEpoch) {
        return this instanceof Steps ? count() : count() * perEpoch;
    }

    /**
     * So many optimizer steps.
     *
     * @param count at least 0
     */
    record Steps(long count) implements Cadence {
        @Override
        public String text() {
            return count + (count == 1 ? " step" : " steps");
        }
    }

    /**
     * So many passes over the training split.
     *
     * @param count at least 0
     */
    record Epochs(long count) implements Cadence {
        @Override
        public String text() {
            return count + (count == 1 ? " epoch" : " epochs");
        }
    }

    /**
     * The cadence that a setting describes.
     *
     * @param least the smallest count allowed: 1 for "every", 0 for "after"
     * @throws SettingsException if it is no count of steps or epochs
     */
    static Cadence parse(@Nullable Object value, String key, long least) {
        return (Cadence) IntervalReading.of(value, key, least, "1 epoch or 50 steps", "step", "epoch");
    }
}
