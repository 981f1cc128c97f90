package org.espalier.api.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which run is to go on from its last checkpoint, and what is to change as it does. Built by its factory. Immutable.
 */
@ProviderType
public final class ResumeRequest {
    private final Path run;
    private final Map<String, String> settings;
    private final Cause cause;
    private final boolean dropping;

    private ResumeRequest(Path run, Map<String, String> settings, Cause cause, boolean dropping) {
        this.run = run;
        this.settings = settings;
        this.cause = cause;
        this.dropping = dropping;
    }

    /**
     * A run that is to go on as it is.
     *
     * @param run the run's directory, {@code runs/<job>/<n>}
     */
    public static ResumeRequest of(Path run) {
        return new ResumeRequest(run, Map.of(), Cause.of("", ""), false);
    }

    /**
     * This request with a setting that is another from here on, as in {@link Run#set}; the growth that is still due has it, too.
     */
    public ResumeRequest set(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new ResumeRequest(run, Collections.unmodifiableMap(more), cause, dropping);
    }

    /** This request with who asks for it and why. */
    public ResumeRequest because(Cause why) {
        return new ResumeRequest(run, settings, why, dropping);
    }

    /**
     * This request with leave to go on without what people changed after the checkpoint and what cannot be changed again, such
     * as a swap whose plugin is not there. Each of these is journalled and gone for good. Without it the run waits for an
     * absent plugin, and is refused or ends where a change is refused.
     */
    public ResumeRequest droppingOrders() {
        return new ResumeRequest(run, settings, cause, true);
    }

    /** The directory of the run. */
    public Path run() {
        return run;
    }

    /** Settings that are another from here on, in the order in which they were given. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Who asks for it and why. */
    public Cause cause() {
        return cause;
    }

    /** Whether changes that cannot be made again may be dropped. */
    public boolean dropsOrders() {
        return dropping;
    }
}
