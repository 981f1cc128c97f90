package org.espalier.data.generated;

import java.util.EnumMap;
import java.util.Map;
import org.espalier.api.data.Split;

/** How many samples each split has. */
public record Counts(int train, int validation, int test) {
    /** Samples in a split. */
    public int of(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /** Samples in all splits. */
    public long total() {
        return (long) train + validation + test;
    }

    /** The same by split. */
    Map<Split, Integer> bySplit() {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            counts.put(split, of(split));
        }
        return counts;
    }
}
