package org.espalier.api.run;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Input that cannot be used; nothing was started and nothing overwritten. The message is one line that names where, what,
 * why and what would do; command lines print it and exit with 2. The host throws it.
 */
@ProviderType
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final String where;
    private final String key;
    private final String why;

    /**
     * A refusal.
     *
     * @param where the file or command
     * @param key   the dotted key, or an empty string where the whole is meant
     * @param why   value, reason and what would do, without a full stop
     */
    public RefusedException(String where, String key, String why) {
        super(where + ": " + (key.isEmpty() ? "" : key + ": ") + why);
        this.where = where;
        this.key = key;
        this.why = why;
    }

    /** The file or command. */
    public String where() {
        return where;
    }

    /** The dotted key, or an empty string where the whole is meant. */
    public String key() {
        return key;
    }

    /** Value, reason and what would do. */
    public String why() {
        return why;
    }
}
