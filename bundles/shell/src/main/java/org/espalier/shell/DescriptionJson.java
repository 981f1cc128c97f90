package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.SettingDescription;

/** Descriptions as one line of JSON each. */
final class DescriptionJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DescriptionJson() {}

    static String of(PluginDescription plugin) throws JsonProcessingException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", plugin.card().kind());
        fields.put("name", plugin.card().name());
        fields.put("purpose", plugin.purpose());
        fields.put("bundle", plugin.card().bundle());
        fields.put("version", plugin.card().version());
        fields.put("schema", plugin.schema());
        fields.put("sees", plugin.sees());
        fields.put(
                "settings",
                plugin.settings().stream().map(DescriptionJson::fields).toList());
        return JSON.writeValueAsString(fields);
    }

    static String job(List<SettingDescription> settings) throws JsonProcessingException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "job");
        fields.put("settings", settings.stream().map(DescriptionJson::fields).toList());
        return JSON.writeValueAsString(fields);
    }

    private static Map<String, Object> fields(SettingDescription setting) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", setting.key());
        fields.put("type", setting.type());
        if (!setting.values().isEmpty()) fields.put("values", setting.values());
        if (!setting.range().isEmpty()) fields.put("range", setting.range());
        setting.fallback().ifPresent(value -> fields.put("default", value));
        fields.put("required", setting.required());
        if (setting.changeable()) fields.put("changeable", true);
        fields.put("meaning", setting.meaning());
        return fields;
    }
}
