package org.espalier.host.plugins;

import java.util.Map;

/** Plugins as they stand on a shelf when their jar lies in the drop-in folder. */
public final class DroppedIn {
    private DroppedIn() {}

    /** Adds one whose jar was written so many milliseconds after the epoch. */
    public static <T> void add(Shelf<T> shelf, String name, String version, long millis, T plugin) {
        Map<String, Object> card = Map.of("service.id", 1_000L, "espalier.name", name, "espalier.schema", 1);
        shelf.add(plugin, card, version, new Arrival(millis, name + ".jar"));
    }
}
