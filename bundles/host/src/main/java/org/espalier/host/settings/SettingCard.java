package org.espalier.host.settings;

import java.util.Optional;

/**
 * The description of one setting, for help and docs.
 *
 * @param key      dotted key below the plugin's own, such as {@code explained} or {@code stages[].width}
 * @param type     what it is, in words: "integer", "list of numbers", "one of zero, normal"
 * @param fallback what it is when not given, as in YAML; empty if it must be given or may be left out
 * @param required whether it must be given
 * @param range    the interval allowed, such as "in [0, 1]" or "at least 1"; empty if any will do
 * @param doc      what it means, in one sentence; empty if its author does not say
 */
public record SettingCard(
        String key, String type, Optional<String> fallback, boolean required, String range, String doc) {}
