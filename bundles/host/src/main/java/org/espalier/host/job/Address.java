package org.espalier.host.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dotted keys into trees of plain values: {@code growth.modes.explained}, {@code groups[0].rate}. */
final class Address {
    private Address() {}

    /** The segments of a dotted key; {@code a[1]} are two, {@code a} and {@code [1]}. */
    static List<String> segments(String dottedKey) {
        List<String> segments = new ArrayList<>();
        for (String part : dottedKey.split("\\.", -1)) {
            int bracket = part.indexOf('[');
            if (bracket < 0) {
                segments.add(part);
                continue;
            }
            if (bracket > 0) {
                segments.add(part.substring(0, bracket));
            }
            for (String index : part.substring(bracket).split("(?=\\[)")) {
                segments.add(index);
            }
        }
        return segments;
    }

    /** What stands one segment further down; null if there is nothing. In lists a name finds the entry of that id or type. */
    static @Nullable Object step(Object at, String segment) {
        if (at instanceof Map<?, ?> map) {
            return map.get(segment);
        }
        int index = at instanceof List<?> list ? index(list, segment) : -1;
        return index < 0 ? null : ((List<?>) at).get(index);
    }

    /** Takes away what stands at a dotted key, if anything does. */
    static void remove(Object root, String dottedKey) {
        List<String> segments = segments(dottedKey);
        @Nullable Object at = root;
        for (String segment : segments.subList(0, segments.size() - 1)) {
            at = at == null ? null : step(at, segment);
        }
        if (at instanceof Map<?, ?> map) {
            map.remove(segments.get(segments.size() - 1));
        }
    }

    /** A key with the places of entries instead of their ids, {@code growth[0].type}; as it is from where there is nothing. */
    static String byPlace(Object root, String dottedKey) {
        StringBuilder places = new StringBuilder();
        @Nullable Object at = root;
        for (String segment : segments(dottedKey)) {
            int index = at instanceof List<?> list ? index(list, segment) : -1;
            String place = index < 0 ? segment : "[" + index + "]";
            places.append(places.length() == 0 || place.startsWith("[") ? "" : ".")
                    .append(place);
            at = at == null ? null : step(at, segment);
        }
        return places.toString();
    }

    /** The place in a list that {@code [2]} or the id or type of an entry means; −1 if there is none. */
    static int index(List<?> list, String segment) {
        if (segment.matches("\\[[0-9]{1,6}\\]")) {
            int index = Integer.parseInt(segment.substring(1, segment.length() - 1));
            return index < list.size() ? index : -1;
        }
        for (int i = 0; i < list.size(); i++) {
            if (segment.equals(id(list.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    /** The name under which an entry of a list is found: its id, else its type; empty if it has neither. */
    static String id(@Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> map)) {
            return "";
        }
        @Nullable Object id = map.containsKey("id") ? map.get("id") : map.get("type");
        return id instanceof String name ? name : "";
    }
}
