package org.espalier.shell;

import java.util.List;
import org.espalier.api.run.SettingDescription;

/** The cells of one setting in a table: key, type, range, default, meaning. */
final class SettingRow {
    private SettingRow() {}

    static List<String> of(SettingDescription setting) {
        return List.of(setting.key(), setting.type(), range(setting), fallback(setting), setting.meaning());
    }

    /** The words that it may be, or the interval; true or false is told by the type. */
    private static String range(SettingDescription setting) {
        return setting.values().isEmpty() || setting.values().contains("true")
                ? setting.range()
                : String.join(", ", setting.values());
    }

    private static String fallback(SettingDescription setting) {
        String none = setting.required() ? "required" : "none";
        return setting.fallback().map(value -> value.isEmpty() ? "''" : value).orElse(none);
    }
}
