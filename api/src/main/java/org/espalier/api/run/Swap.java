package org.espalier.api.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A wish that another plugin take a place in a run: {@code Swap.at("growth.modes").to("schedule").set("at-epoch", "{ 3: 12 }")}.
 * Built by its factory. Immutable.
 */
@ProviderType
public final class Swap {
    private final String key;
    private final String type;
    private final Map<String, String> settings;
    private final boolean fresh;

    private Swap(String key, String type, Map<String, String> settings, boolean fresh) {
        this.key = key;
        this.type = type;
        this.settings = settings;
        this.fresh = fresh;
    }

    /**
     * A swap at a place.
     *
     * @param key the key of the job that names the plugin: {@code optimizer}, {@code optimizer.schedule}, {@code loss},
     *     {@code init}, {@code model}, {@code growth.<id>}
     */
    public static Swap at(String key) {
        return new Swap(key, "", Map.of(), false);
    }

    /**
     * Asks for a plugin by its name. Settings that somebody has given its predecessor and that it knows by name go over to it;
     * without a name the plugin of the same name is looked up anew.
     */
    public Swap to(String name) {
        return new Swap(key, name, settings, fresh);
    }

    /** Adds a setting of the plugin: a key below its place, a YAML value. */
    public Swap set(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new Swap(key, type, Collections.unmodifiableMap(more), fresh);
    }

    /** Drops what is kept for the place; without it a swap to a newcomer that cannot read it is refused. */
    public Swap fresh() {
        return new Swap(key, type, settings, true);
    }

    /** The place. */
    public String key() {
        return key;
    }

    /** The plugin's name; empty for that of now. */
    public String type() {
        return type;
    }

    /** Settings of the newcomer by their keys below the place. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Whether what is kept for the place is dropped. */
    public boolean isFresh() {
        return fresh;
    }
}
