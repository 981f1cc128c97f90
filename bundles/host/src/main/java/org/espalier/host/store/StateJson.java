package org.espalier.host.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.plugin.PluginState;

/** Plugin states as JSON: {@code {"best": {"number": "0.97"}}}. Numbers are texts that read back to the same bits. */
final class StateJson {
    private StateJson() {}

    static Map<String, Object> write(SavedState saved) {
        Map<String, Object> state = new LinkedHashMap<>();
        for (String name : saved.state().names()) {
            state.put(name, entry(saved.state(), name));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", saved.type());
        map.put("schema", saved.schema());
        map.put("state", state);
        return map;
    }

    static SavedState read(JsonObject json) throws IOException {
        JsonObject entries = json.object("state");
        PluginState state = PluginState.empty();
        for (String name : entries.fields().keySet()) {
            JsonObject entry = entries.object(name);
            if (entry.fields().containsKey("number")) {
                state = state.with(name, entry.bits("number"));
            } else if (entry.fields().containsKey("text")) {
                state = state.with(name, entry.text("text"));
            } else {
                state = state.with(name, numbers(entry.list("numbers")));
            }
        }
        return new SavedState(json.text("type"), json.count("schema"), state);
    }

    private static Map<String, Object> entry(PluginState state, String name) {
        if (state.isNumber(name)) {
            return Map.of("number", Bits.text(state.number(name, 0)));
        }
        if (state.isText(name)) {
            return Map.of("text", state.text(name, ""));
        }
        return Map.of(
                "numbers",
                Arrays.stream(state.numbers(name)).mapToObj(Bits::text).toList());
    }

    private static double[] numbers(List<?> texts) throws IOException {
        List<Double> numbers = new ArrayList<>();
        for (Object text : texts) {
            numbers.add(new JsonObject(Map.of("element", text)).bits("element"));
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
