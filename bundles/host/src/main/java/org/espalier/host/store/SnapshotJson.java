package org.espalier.host.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The parts of a snapshot that are no arrays, as JSON: states, position, figures, offsets, notes. */
final class SnapshotJson {
    private static final Set<String> KNOWN = Set.of(
            "step", "epoch", "index", "seed", "revision", "strategies", "schedules", "figures", "offsets", "notes");

    private SnapshotJson() {}

    static Map<String, Object> write(Snapshot snapshot) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", snapshot.position().step());
        json.put("epoch", snapshot.position().epoch());
        json.put("index", snapshot.position().index());
        json.put("seed", snapshot.seed());
        json.put("revision", snapshot.revision());
        json.put("strategies", states(snapshot.strategies()));
        json.put("schedules", states(snapshot.schedules()));
        Map<String, String> figures = new LinkedHashMap<>();
        snapshot.figures().forEach((name, value) -> figures.put(name, Bits.text(value)));
        json.put("figures", figures);
        json.put(
                "offsets",
                new TreeMap<>(Map.of(
                        "metrics", snapshot.offsets().metrics(),
                        "journal", snapshot.offsets().journal())));
        json.put("notes", snapshot.notes());
        Json.putRaw(json, snapshot.unread().state());
        return json;
    }

    static Snapshot read(
            String text,
            Manifest manifest,
            Map<String, SavedParameter> parameters,
            Map<String, double[]> statistics,
            Map<String, byte[]> extra)
            throws IOException {
        JsonObject json = JsonObject.parse(text);
        JsonObject offsets = json.object("offsets");
        Position position;
        try {
            position = new Position(json.whole("step"), json.whole("epoch"), json.whole("index"));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new Snapshot(
                manifest.run(),
                manifest.parent(),
                position,
                json.whole("seed"),
                json.whole("revision"),
                manifest.dims(),
                parameters,
                json.table("strategies", (states, id) -> StateJson.read(states.object(id))),
                json.table("schedules", (states, id) -> StateJson.read(states.object(id))),
                statistics,
                json.table("figures", JsonObject::bits),
                new Offsets(offsets.whole("metrics"), offsets.whole("journal")),
                json.table("notes", JsonObject::text),
                new Unread(extra, manifest.unknown(), Json.raw(text, KNOWN)));
    }

    /** The notes alone. */
    static Map<String, String> notes(String text) throws IOException {
        return JsonObject.parse(text).table("notes", JsonObject::text);
    }

    private static Map<String, Object> states(Map<String, SavedState> states) {
        Map<String, Object> json = new LinkedHashMap<>();
        states.forEach((id, state) -> json.put(id, StateJson.write(state)));
        return json;
    }
}
