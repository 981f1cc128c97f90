package org.espalier.host.dropin;

import java.util.Set;

/**
 * Something that is wrong with a file or the bundle in it.
 *
 * @param refused whether what it speaks of is not used; otherwise it is a warning
 * @param why     to follow the file's name, without a full stop
 * @param advice  what to do, without a full stop
 * @param offers  the plugins that it keeps from serving; empty for all that the file brings
 */
record Trouble(boolean refused, String why, String advice, Set<Offer> offers) {
    static Trouble refused(String why, String advice) {
        return new Trouble(true, why, advice, Set.of());
    }

    static Trouble warning(String why, String advice) {
        return new Trouble(false, why, advice, Set.of());
    }

    /** The same of some of the file's plugins alone. */
    Trouble of(Set<Offer> some) {
        return new Trouble(refused, why, advice, some);
    }

    boolean concerns(Offer plugin) {
        return offers.isEmpty() || offers.contains(plugin);
    }
}
