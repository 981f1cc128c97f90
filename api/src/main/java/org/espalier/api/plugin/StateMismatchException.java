package org.espalier.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A saved state cannot be read by the plugin that is to go on from it; the host then refuses the swap or the resume.
 * Plugins throw it from {@code restore}.
 */
@ProviderType
public final class StateMismatchException extends Exception {
    private static final long serialVersionUID = 1;
    private final int schema;
    private final String why;

    /**
     * A refusal to go on from a state.
     *
     * @param schema the schema under which the state was saved
     * @param why    what stands in the way, in one line
     */
    public StateMismatchException(int schema, String why) {
        super("state of schema " + schema + ": " + why);
        this.schema = schema;
        this.why = why;
    }

    /** The schema under which the state was saved. */
    public int schema() {
        return schema;
    }

    /** What stands in the way. */
    public String why() {
        return why;
    }
}
