package org.espalier.api.run;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a growth entry will do when its strategy looks next, as far as the run as it stands now tells. Made by the host for
 * readers; more components may come, with the old constructor kept.
 *
 * @param entry    the entry's id
 * @param strategy its strategy by name
 * @param served   bundle and version that serve it; empty if it is MISSING
 * @param next     when that is, such as {@code after step 120} or {@code when it is on again}
 * @param answer   {@code grow}, {@code cut} where sizes only fall, {@code keep}, {@code refused} (by the host),
 *     {@code missing}, {@code off}, {@code fault}; more may come: show an unknown one as it is
 * @param plan     what it would grow or cut, one line, with the share of a norm that a cut loses; empty unless it would
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
