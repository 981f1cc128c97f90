package org.espalier.api.run;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one setting means and may be. Made by the host for readers; more components may come, with the old factory kept.
 *
 * @param key      dotted key: below the plugin's own, such as {@code explained}, or from the job's root, such as
 *     {@code growth.modes.explained}; {@code []} stands for an entry of a list
 * @param type     what it is, in words: "integer", "number", "true or false", "text", "word", "list of integers", …
 * @param values   the words that it may be, where they are few; for a key that names a plugin, those that are there
 * @param range    interval of a number, or of each of a list, such as "in [0, 1]" or "at least 1"; empty if any will do
 * @param fallback what it is when it is not given, as in YAML; empty if it must be given, or may be left out
 * @param required whether it must be given
 * @param meaning  one sentence without a full stop, with its unit; empty if its author does not say
 * @param changeable whether a run can be given another value while it trains, by {@link Run#set}
 */
@ProviderType
public record SettingDescription(
        String key,
        String type,
        List<String> values,
        String range,
        Optional<String> fallback,
        boolean required,
        String meaning,
        boolean changeable) {
    /** A description with a copy of the words. */
    public SettingDescription {
        values = List.copyOf(values);
    }

    /** The description of a setting that stays as it is while a run trains. */
    public SettingDescription(
            String key,
            String type,
            List<String> values,
            String range,
            Optional<String> fallback,
            boolean required,
            String meaning) {
        this(key, type, values, range, fallback, required, meaning, false);
    }

    /** The description of a setting that stays as it is while a run trains. */
    public static SettingDescription of(
            String key,
            String type,
            List<String> values,
            String range,
            Optional<String> fallback,
            boolean required,
            String meaning) {
        return new SettingDescription(key, type, values, range, fallback, required, meaning);
    }

    /** The same setting, which can, or cannot, change while a run trains. */
    public SettingDescription changing(boolean can) {
        return new SettingDescription(key, type, values, range, fallback, required, meaning, can);
    }

    /** The same setting under a longer key. */
    public SettingDescription under(String parent) {
        return new SettingDescription(parent + "." + key, type, values, range, fallback, required, meaning, changeable);
    }
}
