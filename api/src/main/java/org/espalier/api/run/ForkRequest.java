package org.espalier.api.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a new run is to begin with: a checkpoint of another, and what is to be different from there on. Built by its factory.
 * Immutable.
 */
@ProviderType
public final class ForkRequest {
    private final Path run;
    private final OptionalLong step;
    private final String name;
    private final Map<String, String> settings;
    private final Cause cause;

    private ForkRequest(Path run, OptionalLong step, String name, Map<String, String> settings, Cause cause) {
        this.run = run;
        this.step = step;
        this.name = name;
        this.settings = settings;
        this.cause = cause;
    }

    /**
     * A fork of a run's newest checkpoint.
     *
     * @param run the run's directory, {@code runs/<job>/<n>}
     */
    public static ForkRequest of(Path run) {
        return new ForkRequest(run, OptionalLong.empty(), "", Map.of(), Cause.of("", ""));
    }

    /** This request for the checkpoint of exactly so many steps. */
    public ForkRequest at(long steps) {
        return new ForkRequest(run, OptionalLong.of(steps), name, settings, cause);
    }

    /** This request with a name for the new run's folder; without it the fork stands beside its parent. */
    public ForkRequest named(String other) {
        return new ForkRequest(run, step, other, settings, cause);
    }

    /**
     * This request with a setting that is another from the checkpoint on: a dotted key, growth entries by their id, a YAML value.
     * {@code off} lets a growth entry rest, {@code remove} takes it away. Of a plugin that another takes the place of by its
     * {@code type}, settings that somebody has given and that the other knows by name go over to it.
     */
    public ForkRequest set(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new ForkRequest(run, step, name, Collections.unmodifiableMap(more), cause);
    }

    /** This request with who asks for it and why. */
    public ForkRequest because(Cause why) {
        return new ForkRequest(run, step, name, settings, why);
    }

    /** The directory of the run to fork. */
    public Path run() {
        return run;
    }

    /** Steps done in the checkpoint; empty for the newest. */
    public OptionalLong step() {
        return step;
    }

    /** Name of the new run's folder; empty for that of the parent. */
    public String name() {
        return name;
    }

    /** Settings that are another from the checkpoint on, in the order in which they were given. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Who asks for it and why. */
    public Cause cause() {
        return cause;
    }
}
