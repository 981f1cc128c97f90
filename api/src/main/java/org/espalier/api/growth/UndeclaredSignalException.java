package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A strategy read a signal that its card does not name or its settings do not want, so that nobody has accumulated it.
 * Hosts throw it; the mistake is the plugin's.
 */
@ProviderType
public final class UndeclaredSignalException extends IllegalStateException {
    private static final long serialVersionUID = 1;
    private final String signal;

    /**
     * A refusal.
     *
     * @param signal the signal that was read, one of {@link Signal} or a host's own
     */
    public UndeclaredSignalException(String signal) {
        super("the signal " + signal + " was not asked for; name it in @Plugin(sees = …) and want it");
        this.signal = signal;
    }

    /** The signal that was read. */
    public String signal() {
        return signal;
    }
}
