package org.espalier.api.run;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a growth entry would do if it were asked now. Made by the host for readers; more components may come, with the old
 * constructor kept.
 *
 * @param entry    the entry's id
 * @param strategy its strategy by name
 * @param served   bundle and version that serve it; empty if it is MISSING
 * @param next     when it is asked next, such as {@code after step 120} or {@code not while asked is false}
 * @param answer   {@code grow}, {@code keep}, {@code refused} (by the host), {@code missing}, {@code off}, {@code fault}; more
 *     may come: show an unknown one as it is
 * @param plan     what it would grow, one line; empty unless it would
 * @param why      the reason: the strategy's own, or the host's for refusing, one line
 * @param outlook  how its dims stand, as the strategy tells it, one line each; empty if it has nothing to add
 */
@ProviderType
public record Intent(
        String entry,
        String strategy,
        String served,
        String next,
        String answer,
        String plan,
        String why,
        List<String> outlook) {
    /** With a copy of its lines. */
    public Intent {
        outlook = List.copyOf(outlook);
    }

    /** What an entry would do whose strategy has nothing to add. */
    public Intent(String entry, String strategy, String served, String next, String answer, String plan, String why) {
        this(entry, strategy, served, next, answer, plan, why, List.of());
    }
}
