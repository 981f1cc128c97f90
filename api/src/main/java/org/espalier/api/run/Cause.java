package org.espalier.api.run;

import org.osgi.annotation.versioning.ProviderType;

/** Who changes a run, and why, for its journal. Built by its factory. Immutable. */
@ProviderType
public final class Cause {
    private static final int LONGEST = 500;
    private final String actor;
    private final String reason;

    private Cause(String actor, String reason) {
        this.actor = actor;
        this.reason = reason;
    }

    /**
     * A cause. Line breaks become blanks, and what is longer than 500 characters is cut.
     *
     * @param actor  who: a user's name, a file, a program
     * @param reason why; may be empty
     */
    public static Cause of(String actor, String reason) {
        return new Cause(line(actor), line(reason));
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }

    /** Who. */
    public String actor() {
        return actor;
    }

    /** Why; may be empty. */
    public String reason() {
        return reason;
    }

    /** Both, as {@code somebody: why}. */
    @Override
    public String toString() {
        return reason.isEmpty() ? actor : actor + ": " + reason;
    }
}
