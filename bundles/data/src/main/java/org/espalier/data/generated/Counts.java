package org.espalier.data.generated;

import java.util.EnumMap;
import java.util.Map;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.SplitName;

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

    /**
     * Refuses a split whose samples do not fit into one array, by its key.
     *
     * @param numbers of one sample
     * @param what    the samples are, for the message: "images of 28² pixels"
     */
    public void requireArrays(long numbers, String what) {
        for (Split split : Split.values()) {
            if (of(split) * numbers > Integer.MAX_VALUE - 8) {
                throw new SettingsException(
                        SplitName.of(split),
                        of(split),
                        "so many " + what + " do not fit into one array; ask for fewer or smaller ones");
            }
        }
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
