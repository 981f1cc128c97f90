package org.espalier.host.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.plugin.PluginState;
import org.espalier.settings.OneLine;

/** Plugin states as JSON: their plain form beside the type and the schema that wrote them. */
final class StateJson {
    private StateJson() {}

    static Map<String, Object> write(SavedState saved) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", saved.type());
        map.put("schema", saved.schema());
        map.put("state", saved.state().plain());
        return map;
    }

    static SavedState read(JsonObject json) throws IOException {
        try {
            PluginState state = PluginState.ofPlain(json.object("state").fields());
            return new SavedState(json.text("type"), json.count("schema"), state);
        } catch (IllegalArgumentException e) {
            throw new IOException("state: " + OneLine.plain(String.valueOf(e.getMessage())), e);
        }
    }
}
