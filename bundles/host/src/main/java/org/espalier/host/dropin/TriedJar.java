package org.espalier.host.dropin;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.api.run.PluginTrouble;

/**
 * A jar that was tried, and the plugins that it says it brings.
 *
 * @param bundle   symbolic name
 * @param from     version of the bundle of that name that is here; empty if there is none
 * @param to       version in the jar
 * @param wiring   bundles whose wiring would change
 * @param troubles what would keep it from serving
 * @param schemas  schema of the state that each of its plugins writes
 */
public record TriedJar(
        String bundle,
        String from,
        String to,
        List<String> wiring,
        List<PluginTrouble> troubles,
        Map<Offer, Integer> schemas) {
    /** The schema of a plugin's state; empty if the jar brings no such plugin. */
    public OptionalInt schema(Class<?> type, String name) {
        Integer schema = schemas.get(new Offer(type.getName(), name));
        return schema == null ? OptionalInt.empty() : OptionalInt.of(schema);
    }
}
