package org.espalier.benchmarks.arms.composed;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One of the systems that a composed job puts together, and what takes it out of the job {@code darcy-composed}. */
enum Part {
    /** What stays is an operator of the most modes that growth may give it, on the whole grid throughout. */
    MODES("modes", Map.of("growth.modes", "remove", "growth.grid", "remove", "model.modes", "12")),
    RANKS("ranks", Map.of("growth.rank", "remove", "model.low-rank", "off")),
    BIRTH("ZerO", Map.of("init", "default")),
    /** LNS-Madam belongs to them: what stays is AdamW throughout. */
    NUMBERS("few bits", Map.of("precision", "float32", "groups", "off"));

    private final String title;
    private final Map<String, String> out;

    Part(String title, Map<String, String> out) {
        this.title = title;
        this.out = out;
    }

    /** Settings that leave only some in. */
    static Map<String, String> only(Set<Part> parts) {
        Map<String, String> settings = new LinkedHashMap<>();
        EnumSet.allOf(Part.class).stream()
                .filter(part -> !parts.contains(part))
                .forEach(part -> settings.putAll(part.out));
        return settings;
    }

    /** The word of a set of them, such as {@code modes-birth}. */
    static String word(Set<Part> parts) {
        return parts.isEmpty()
                ? "none"
                : parts.stream()
                        .map(part -> part.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("-"));
    }

    /** A set of them for people. */
    static String title(Set<Part> parts) {
        return parts.isEmpty() ? "none" : parts.stream().map(part -> part.title).collect(Collectors.joining(" + "));
    }
}
