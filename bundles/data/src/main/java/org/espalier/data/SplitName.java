package org.espalier.data;

import java.util.Locale;
import org.espalier.api.data.Split;

/** What a split is called in jobs, files, refusals and the names of random streams. */
public final class SplitName {
    private SplitName() {}

    /** Such as {@code train}; samples follow from it where they are drawn. */
    public static String of(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }
}
