package org.espalier.host.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.settings.SettingsBinding;

/**
 * A plugin that a job asks for, by name, with the settings it gives. Immutable.
 *
 * @param type     the plugin's name
 * @param settings what the job gives: text keys to text, numbers, booleans, lists and maps, in order
 * @param key      where it stands in the job, such as {@code model} or {@code growth.modes}; refusals begin with it
 */
public record Choice(String type, Map<String, Object> settings, String key) {
    /** How the keys of growth entries begin. */
    public static final String GROWTH = "growth.";

    /** A choice with a copy of the settings. */
    public Choice {
        settings = Plain.freeze(settings);
    }

    /**
     * The settings as the plugin's record.
     *
     * @throws org.espalier.api.plugin.SettingsException with the full dotted key; {@link JobFile#refusal} gives it its place
     */
    public <R extends Record> R bind(Class<R> type) {
        return SettingsBinding.bind(type, settings, key, hostKeys());
    }

    /** The keys beside the plugin's own that belong to the host. */
    private List<String> hostKeys() {
        if (key.startsWith(GROWTH)) {
            return GrowthEntry.HOST_KEYS;
        }
        return key.equals("optimizer") ? List.of("type", "schedule") : List.of("type");
    }

    /** A setting as YAML on one line. */
    public String yaml(String setting) {
        return YamlTree.inline(Objects.requireNonNull(settings.get(setting)));
    }

    /** All of it as YAML on one line, by which choices are told apart whatever kinds of numbers they were read as. */
    public String text() {
        return YamlTree.inline(toMap());
    }

    /** This choice with other settings, such as those with all defaults filled in. */
    public Choice withSettings(Map<String, Object> settings) {
        return new Choice(type, settings, key);
    }

    /** As in a job file: {@code {type: …}} and the settings. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type);
        map.putAll(settings);
        return map;
    }

    /** The name alone where there are no settings. */
    Object toYaml() {
        return settings.isEmpty() ? type : toMap();
    }
}
