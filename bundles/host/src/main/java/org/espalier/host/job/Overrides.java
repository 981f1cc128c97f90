package org.espalier.host.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.run.RefusedException;
import org.espalier.settings.Names;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Settings from outside that go before a job file's: dotted keys to YAML values, growth entries by their id.
 *
 * <p>{@code off} takes away what a job can do without: {@code growth}, {@code groups}, {@code clip}, {@code budget} or one of its
 * limits, {@code optimizer.schedule}. One entry of {@code growth} rests with {@code off}, is asked again with {@code on} and taken
 * away with {@code remove}. A choice given by name becomes a map where one of its
 * settings is set: {@code model: fno2d} and {@code model.width=32} give {@code {type: fno2d, width: 32}}. {@code growth.order}
 * is no key of a file, where the order of the entries speaks for itself: it names them all in another one.
 */
final class Overrides {
    private static final Set<String> CHOICES =
            Set.of("data", "model", "init", "optimizer", "precision", "loss", "schedule");

    private Overrides() {}

    /** Changes the tree in the order of the overrides. */
    static void apply(Map<String, Object> root, Map<String, String> overrides) throws RefusedException {
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            String key = override.getKey();
            @Nullable Object value = YamlTree.value(override.getValue(), key);
            List<String> segments = Address.segments(key);
            if (segments.stream().anyMatch(String::isEmpty)) {
                throw refuse(key, override.getValue(), "wants a dotted key such as optimizer.lr");
            }
            if (key.equals(GrowthEntry.ORDER)) {
                root.put("growth", ordered(root.get("growth"), value));
            } else if (isEntry(segments) && ("off".equals(value) || "on".equals(value))) {
                entry(root, segments.get(1), key, value).put("asked", "on".equals(value));
            } else if (removes(segments, value)) {
                remove(root, segments, key);
            } else {
                set(root, segments, value, key);
            }
        }
    }

    /** The entries in the order in which a list of their ids, or their only id, names them; each once. */
    private static List<Object> ordered(@Nullable Object growth, @Nullable Object wanted) throws RefusedException {
        List<?> entries = growth instanceof List<?> list ? list : List.of();
        List<String> there = ids(entries);
        List<?> names = wanted instanceof String one ? List.of(one) : wanted instanceof List<?> list ? list : List.of();
        List<Object> ordered = new ArrayList<>();
        List<String> lacking = new ArrayList<>(there);
        for (Object name : names) {
            String id = String.valueOf(name);
            if (!there.contains(id)) {
                throw refuse(GrowthEntry.ORDER, wanted, Names.unknown("entry", id, there));
            }
            if (!lacking.remove(id)) {
                throw refuse(GrowthEntry.ORDER, wanted, id + " stands twice");
            }
            ordered.add(entries.get(there.indexOf(id)));
        }
        if (!lacking.isEmpty()) {
            String all = "wants the ids of all entries, such as " + there;
            throw refuse(GrowthEntry.ORDER, wanted, all + "; not named: " + String.join(", ", lacking));
        }
        return ordered;
    }

    private static boolean isEntry(List<String> segments) {
        return segments.size() == 2 && segments.get(0).equals("growth");
    }

    private static boolean removes(List<String> segments, @Nullable Object value) {
        if (isEntry(segments)) {
            return "remove".equals(value);
        }
        boolean removable =
                switch (segments.size()) {
                    case 1 -> Set.of("growth", "groups", "clip", "budget").contains(segments.get(0));
                    case 2 -> segments.get(0).equals("budget") || segments.equals(List.of("optimizer", "schedule"));
                    default -> false;
                };
        return removable && "off".equals(value);
    }

    private static Map<String, Object> entry(Map<String, Object> root, String id, String key, @Nullable Object value)
            throws RefusedException {
        @Nullable Object growth = root.get("growth");
        List<?> list = growth instanceof List<?> entries ? entries : List.of();
        Object entry = list.get(place(list, id, key, value));
        if (!(entry instanceof Map)) {
            throw refuse(key, value, "the entry is no map");
        }
        @SuppressWarnings("unchecked") // maps of a tree have text keys
        Map<String, Object> map = (Map<String, Object>) entry;
        return map;
    }

    private static void remove(Map<String, Object> root, List<String> segments, String key) throws RefusedException {
        if (segments.size() == 1) {
            root.remove(key);
            return;
        }
        @Nullable Object parent = root.get(segments.get(0));
        if (parent instanceof Map<?, ?> map) {
            map.remove(segments.get(1));
        } else if (parent instanceof List<?> list) {
            list.remove(place(list, segments.get(1), key, "remove"));
        } else if (segments.get(0).equals("growth")) {
            throw refuse(key, "remove", Names.unknown("entry", segments.get(1), List.of()));
        }
    }

    private static void set(Map<String, Object> root, List<String> segments, @Nullable Object value, String key)
            throws RefusedException {
        Object at = root;
        for (int i = 0; i < segments.size() - 1; i++) {
            at = child(at, segments.get(i), i == 0, segments.get(i + 1), key, value);
        }
        String last = segments.get(segments.size() - 1);
        if (at instanceof List<?>) {
            @SuppressWarnings("unchecked") // lists of a tree hold any plain value
            List<Object> list = (List<Object>) at;
            int index = Address.index(list, last);
            Object entry = value instanceof Map<?, ?> map && !last.startsWith("[") ? withId(map, last) : value;
            if (index < 0 && !(entry instanceof Map)) {
                throw refuse(key, value, Names.unknown("entry", last, ids(list)));
            } else if (!(entry instanceof Map)) {
                throw refuse(key, value, "wants off, with which the entry rests, on, remove, or a map in its place");
            } else if (index < 0) {
                list.add(entry);
            } else {
                list.set(index, entry);
            }
            return;
        }
        @SuppressWarnings("unchecked") // maps of a tree have text keys
        Map<String, Object> map = (Map<String, Object>) at;
        map.put(last, value);
    }

    /** The map or list one segment further down, made if the key is not there yet. */
    private static Object child(Object at, String segment, boolean top, String next, String key, @Nullable Object value)
            throws RefusedException {
        if (at instanceof List<?> list) {
            return inner(list.get(place(list, segment, key, value)), segment, key, value);
        }
        @SuppressWarnings("unchecked") // maps of a tree have text keys
        Map<String, Object> map = (Map<String, Object>) at;
        @Nullable Object child = map.get(segment);
        if (child == null || (top && segment.equals("growth") && child.equals("off"))) {
            child = top && segment.equals("growth") ? new ArrayList<>() : new LinkedHashMap<>();
            map.put(segment, child);
        } else if (child instanceof String type && CHOICES.contains(segment) && !next.startsWith("[")) {
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("type", type);
            child = choice;
            map.put(segment, child);
        }
        return inner(child, segment, key, value);
    }

    private static Object inner(Object child, String segment, String key, @Nullable Object value)
            throws RefusedException {
        if (child instanceof Map || child instanceof List) {
            return child;
        }
        throw refuse(key, value, OneLine.plain(segment) + " is " + OneLine.of(child) + " and holds no further keys");
    }

    private static int place(List<?> list, String segment, String key, @Nullable Object value) throws RefusedException {
        int index = Address.index(list, segment);
        if (index < 0) {
            throw refuse(key, value, Names.unknown("entry", segment, ids(list)));
        }
        return index;
    }

    private static List<String> ids(List<?> list) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String id = Address.id(list.get(i));
            ids.add(id.isEmpty() ? "[" + i + "]" : id);
        }
        return ids;
    }

    private static Map<Object, Object> withId(Map<?, ?> entry, String id) {
        Map<Object, Object> named = new LinkedHashMap<>();
        named.put("id", id);
        named.putAll(entry);
        return named;
    }

    private static RefusedException refuse(String key, @Nullable Object value, String why) {
        return new RefusedException("--set", OneLine.plain(key), OneLine.of(String.valueOf(value)) + " — " + why);
    }
}
