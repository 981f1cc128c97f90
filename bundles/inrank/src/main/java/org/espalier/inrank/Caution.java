package org.espalier.inrank;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Prospect;

/** What in settings will not do what it seems to in the run ahead. */
final class Caution {
    private Caution() {}

    /** One line each; none where all is well. */
    static List<String> of(Prospect ahead, InRankSettings settings) {
        List<String> all = new ArrayList<>();
        if (settings.warmUp() >= ahead.steps()) {
            all.add("warm-up: " + settings.warmUp() + " steps are not over before the run ends with step "
                    + ahead.steps());
        }
        long apart = apart(ahead, settings);
        // A gap of 1 asks for nothing.
        if (settings.gap() > 1 && apart > settings.gap()) {
            all.add("gap: " + settings.gap() + " steps, but checks are " + apart
                    + " apart, since the entry is asked every " + ahead.every() + "; make gap a multiple of every");
        }
        int buffer = settings.buffer();
        String within = named(ahead, dim -> dim.size() <= buffer && dim.limit() > buffer);
        if (!within.isEmpty()) {
            all.add("buffer: " + buffer + " leaves no direction to lead in " + within
                    + ": with no share to compare a rank grows as soon as anything was learned; bear it with "
                    + (buffer + 1) + " or more");
        }
        String never = named(ahead, dim -> dim.limit() <= buffer);
        if (!never.isEmpty()) {
            all.add("buffer: " + buffer + " leaves no direction to lead in " + never
                    + ", ever: a rank goes to its limit then as soon as anything was learned");
        }
        return all;
    }

    /** The step of the first check: the first decision that the warm-up lets look. */
    static long first(Prospect ahead, InRankSettings settings) {
        return Math.max(1, (settings.warmUp() + ahead.every() - 1) / ahead.every()) * ahead.every();
    }

    /** Steps from one check to the next: the first decision that the gap lets look. */
    static long apart(Prospect ahead, InRankSettings settings) {
        return (settings.gap() + ahead.every() - 1) / ahead.every() * ahead.every();
    }

    /** Such as "a.rank (3), b.rank (3) and 4 more"; empty if there are none. */
    private static String named(Prospect ahead, Predicate<Dim> those) {
        return Reason.listed(ahead.dims().stream()
                .filter(those)
                .map(dim -> dim.name() + " (" + dim.size() + ")")
                .toList());
    }
}
