package org.espalier.testkit.plugin;

import java.util.Optional;
import org.espalier.api.plugin.PluginState;

/**
 * A state as an earlier schema of a plugin wrote it, and what becomes of it; built by its factories.
 *
 * @param schema the schema under which it was written
 * @param state  the state; empty for a schema whose states are refused
 */
public record EarlierState(int schema, Optional<PluginState> state) {
    /** A state that {@code restore} is to read. Write it down as that version wrote it, not as this one would. */
    public static EarlierState read(int schema, PluginState state) {
        return new EarlierState(schema, Optional.of(state));
    }

    /** A schema that is given up: runs that were saved under it cannot go on with this plugin. */
    public static EarlierState refused(int schema) {
        return new EarlierState(schema, Optional.empty());
    }
}
