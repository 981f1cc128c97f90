package org.espalier.host.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.plugin.SettingsException;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Which settings of its plugins somebody has given; all else that stands in the job of a run holds by default. It is what goes over when
 * another plugin takes a place, also where the value is a default. Immutable.
 *
 * @param byPlace names of settings by the key of their place; of a place that is not among them all settings were given, as in a file
 *     that somebody has written
 */
public record Said(Map<String, Set<String>> byPlace) {
    /** The key of a job under which a run keeps it. */
    static final String KEY = "said";
    /** Everything. */
    static final Said ALL = new Said(Map.of());

    private static final String GROWTH = "growth";
    private static final String GROUPS = "groups";

    /** What was said, with copies of its sets. */
    public Said {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        byPlace.forEach((place, names) -> copy.put(place, Set.copyOf(names)));
        byPlace = Map.copyOf(copy);
    }

    /** The settings of a plugin that somebody has given, in their order. */
    public Set<String> of(Choice choice) {
        Set<String> said = new LinkedHashSet<>(choice.settings().keySet());
        if (byPlace.containsKey(choice.key())) {
            said.retainAll(byPlace.get(choice.key()));
        }
        return said;
    }

    /** That of these choices by their names, to be kept when defaults are filled in. */
    Said named(List<Choice> choices) {
        Map<String, Set<String>> named = new LinkedHashMap<>();
        choices.forEach(choice -> named.put(choice.key(), of(choice)));
        return new Said(named);
    }

    /** Without places that are not among these choices or where all was said. */
    Said within(List<Choice> choices) {
        Map<String, Set<String>> within = new LinkedHashMap<>();
        for (Choice choice : choices) {
            Set<String> said = of(choice);
            if (said.size() < choice.settings().size()) {
                within.put(choice.key(), said);
            }
        }
        return new Said(within);
    }

    /** Without a place, whose plugin is another now: what it is given is said. */
    Said without(String place) {
        Map<String, Set<String>> left = new LinkedHashMap<>(byPlace);
        left.remove(place);
        return new Said(left);
    }

    /** As it stands in a job, places in the job's order. */
    Map<String, Object> toMap(List<Choice> choices) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Choice choice : choices) {
            if (byPlace.containsKey(choice.key())) {
                map.put(choice.key(), new ArrayList<>(of(choice)));
            }
        }
        return map;
    }

    /** What a job says of it. */
    static Said read(@Nullable Object value) {
        if (value == null) {
            return ALL;
        }
        Map<String, Set<String>> byPlace = new LinkedHashMap<>();
        if (!(value instanceof Map<?, ?> places)) {
            throw refuse(value);
        }
        places.forEach((place, names) -> {
            if (!(names instanceof List<?> list)) {
                throw refuse(value);
            }
            Set<String> said = new LinkedHashSet<>();
            list.forEach(name -> said.add(String.valueOf(name)));
            byPlace.put(String.valueOf(place), said);
        });
        return new Said(byPlace);
    }

    private static SettingsException refuse(Object value) {
        return new SettingsException(
                KEY,
                OneLine.of(value),
                "is what a run keeps of which settings were given, lists of names by place; leave it out of a job of your own");
    }

    /** Adds settings from outside to what the tree of a job says of it, if it says anything. */
    static void note(Map<String, Object> root, Map<String, String> overrides) {
        if (root.get(KEY) instanceof Map<?, ?> places) {
            Map<String, Object> noted = new LinkedHashMap<>();
            places.forEach((place, names) -> noted.put(String.valueOf(place), names));
            overrides.forEach((key, value) -> note(root, noted, Address.segments(key), value));
            root.put(KEY, noted);
        }
    }

    private static void note(Map<String, Object> root, Map<String, Object> noted, List<String> segments, String value) {
        int length = length(segments);
        if (segments.size() < length) {
            // All entries, or all groups.
            noted.keySet().removeIf(place -> place.startsWith(segments.get(0)));
            return;
        }
        String place = place(root, segments.subList(0, length));
        if (segments.size() > length) {
            Set<Object> names = new LinkedHashSet<>();
            if (noted.get(place) instanceof List<?> said) {
                names.addAll(said);
                names.add(segments.get(length));
                noted.put(place, new ArrayList<>(names));
            }
        } else if (!segments.get(0).equals(GROWTH) || !Set.of("off", "on").contains(value.strip())) {
            noted.remove(place);
        }
    }

    /** How many segments of a key name the place. */
    private static int length(List<String> segments) {
        return switch (segments.get(0)) {
            case GROWTH -> 2;
            case GROUPS -> 3;
            case "optimizer" -> segments.size() > 1 && segments.get(1).equals("schedule") ? 2 : 1;
            default -> 1;
        };
    }

    private static String place(Map<String, Object> root, List<String> segments) {
        String second = segments.size() > 1 ? segments.get(1) : "";
        if (segments.get(0).equals(GROWTH) && root.get(GROWTH) instanceof List<?> entries) {
            int index = Address.index(entries, second);
            return GROWTH + "." + (index < 0 ? second : Address.id(entries.get(index)));
        }
        return String.join(".", segments).replace(".[", "[");
    }
}
