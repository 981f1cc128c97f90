package org.espalier.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A setting cannot be used; thrown before any work starts.
 *
 * <p>The message is one line: {@code key: value — why}. Throw it from a settings record's compact constructor, or
 * wherever a plugin checks its settings against sizes; the host adds the place in the job file and refuses the job, or, in
 * a run, rejects the growth or ends the run.
 */
@ProviderType
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String key;
    private final String value;
    private final String why;

    /**
     * A refusal of one setting.
     *
     * @param key   the setting's name as in the job file, dotted where nested
     * @param value what was given
     * @param why   what is wrong with it and what would do, without a full stop
     */
    public SettingsException(String key, Object value, String why) {
        super(key + ": " + value + " — " + why);
        this.key = key;
        this.value = String.valueOf(value);
        this.why = why;
    }

    /** The setting's name as in the job file. */
    public String key() {
        return key;
    }

    /** What was given. */
    public String value() {
        return value;
    }

    /** What is wrong with it and what would do. */
    public String why() {
        return why;
    }
}
