package org.espalier.host.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tree of settings as dotted keys, down to what is one setting: {@code {optimizer: {lr: 1}}} is {@code optimizer.lr}, but a
 * map that is a plugin's own setting stays a map, and so does a whole growth entry.
 */
final class FlatSettings {
    private static final Set<String> MAPS = Set.of(
            "data", "model", "init", "optimizer", "optimizer.schedule", "precision", "loss", "budget", "checkpoint");
    private static final String GROUP = "groups\\[[0-9]+\\](\\.optimizer)?";
    private static final String ENTRY = "growth\\.[^.]+";
    private static final String TYPE = "type";

    private final Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    private final Found found;

    /** Where a setting was found. */
    @FunctionalInterface
    interface Found {
        /** A setting's dotted key, the map that holds it and its key there. */
        void at(String key, Map<?, ?> map, String inMap);
    }

    private FlatSettings(Found found) {
        this.found = found;
    }

    /** The settings of a tree by their dotted keys, in their order; of a key that stands twice the last. */
    static Map<String, @Nullable Object> of(Map<String, Object> tree, Found found) {
        FlatSettings settings = new FlatSettings(found);
        settings.open("", tree);
        return settings.flat;
    }

    private void open(String parent, Map<?, ?> map) {
        map.forEach((name, value) -> {
            String key = parent.isEmpty() ? String.valueOf(name) : parent + "." + name;
            found.at(key, map, String.valueOf(name));
            add(key, value);
        });
    }

    private void add(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && opens(key, map)) {
            open(key, map);
        } else if (value instanceof String name && isChoice(key) && !name.equals("off")) {
            flat.put(key + "." + TYPE, name);
        } else {
            flat.put(key, value);
        }
    }

    private static boolean opens(String key, Map<?, ?> map) {
        return key.equals("growth")
                || MAPS.contains(key)
                || key.matches(GROUP)
                || key.matches(ENTRY) && !map.containsKey(TYPE);
    }

    private static boolean isChoice(String key) {
        return MAPS.contains(key) && !key.equals("budget") && !key.equals("checkpoint");
    }

    /** The settings of a job; groups by their places, growth entries by their ids. */
    static Map<String, @Nullable Object> of(Job job) {
        Map<String, Object> tree = new LinkedHashMap<>(job.toMap());
        tree.remove(Said.KEY);
        Object groups = tree.remove("groups");
        Object growth = tree.remove("growth");
        FlatSettings settings = new FlatSettings((key, map, inMap) -> {});
        settings.open("", tree);
        List<?> list = groups instanceof List<?> given ? given : new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            settings.add("groups[" + i + "]", list.get(i));
        }
        for (Object entry : growth instanceof List<?> entries ? entries : List.of()) {
            settings.flat.put("growth." + Address.id(entry), entry);
        }
        return settings.flat;
    }
}
