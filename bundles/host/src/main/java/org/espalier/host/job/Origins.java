package org.espalier.host.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Where what a job says has come from: a line of its file, or {@code --set} and the key as it was typed there.
 *
 * @param overrides dotted keys as typed, to values as typed
 */
record Origins(Path file, YamlTree tree, Map<String, String> overrides) {
    /** A place and the name that a setting has there. */
    record Origin(String where, String key) {}

    /** The origin of a setting, by the dotted key under which it is refused. */
    Origin of(String key) {
        String place = Address.byPlace(tree.root(), key);
        @Nullable Origin nearest = null;
        int longest = -1;
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            String set = Address.byPlace(tree.root(), override.getKey());
            if (set.length() > longest && (place.equals(set) || isBelow(place, set))) {
                longest = set.length();
                nearest = new Origin("--set", typed(override, key, place.substring(set.length())));
            }
        }
        return nearest == null ? ofFile(key, place) : nearest;
    }

    private static boolean isBelow(String place, String other) {
        return place.startsWith(other + ".") || place.startsWith(other + "[");
    }

    /** @param rest how the refused key goes on where the typed one ends */
    private static String typed(Map.Entry<String, String> override, String key, String rest) {
        String typed = OneLine.plain(override.getKey());
        boolean byName = !override.getValue().strip().startsWith("{");
        if (rest.isEmpty() || rest.equals(".type") && byName) {
            return typed;
        }
        return key.startsWith(typed) ? key : typed + rest;
    }

    /** In the file, unless it says nothing of the kind; what was set below the key may be the reason as well. */
    private Origin ofFile(String key, String place) {
        List<String> below = overrides.keySet().stream()
                .filter(typed -> isBelow(Address.byPlace(tree.root(), typed), place))
                .map(OneLine::plain)
                .toList();
        OptionalInt line = tree.line(key);
        if (below.isEmpty()) {
            return new Origin(file + (line.isPresent() ? ":" + line.getAsInt() : ""), key);
        }
        String all = String.join(", ", below);
        return line.isPresent()
                ? new Origin(file + ":" + line.getAsInt() + " with --set " + all, key)
                : new Origin("--set", all);
    }
}
