package org.espalier.host.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.settings.OneLine;

/** A JSON object whose fields are read by type; IOException, in one line with the field, where one is not as it should be. */
record JsonObject(Map<String, Object> fields) {

    /** The reading of one field. */
    @FunctionalInterface
    interface Reading<T> {
        T of(JsonObject object, String field) throws IOException;
    }

    static JsonObject parse(String text) throws IOException {
        return new JsonObject(Json.parse(text));
    }

    String text(String field) throws IOException {
        if (fields.get(field) instanceof String text) {
            return text;
        }
        throw wants(field, "text");
    }

    Optional<String> maybeText(String field) throws IOException {
        return fields.containsKey(field) ? Optional.of(text(field)) : Optional.empty();
    }

    long whole(String field) throws IOException {
        Object value = fields.get(field);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw wants(field, "an integer");
    }

    int count(String field) throws IOException {
        long value = whole(field);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw wants(field, "an integer from 0 to 2147483647");
        }
        return (int) value;
    }

    /** A number written by {@link Bits}. */
    double bits(String field) throws IOException {
        try {
            return Bits.value(text(field));
        } catch (NumberFormatException e) {
            throw wants(field, "a number as text");
        }
    }

    List<?> list(String field) throws IOException {
        if (fields.get(field) instanceof List<?> list) {
            return list;
        }
        throw wants(field, "a list");
    }

    JsonObject object(String field) throws IOException {
        if (!(fields.get(field) instanceof Map<?, ?> map)) {
            throw wants(field, "an object");
        }
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((name, value) -> inner.put(name.toString(), value));
        return new JsonObject(inner);
    }

    /** The fields of an inner object, each read alike, in order. */
    <T> Map<String, T> table(String field, Reading<T> reading) throws IOException {
        JsonObject inner = object(field);
        Map<String, T> table = new LinkedHashMap<>();
        for (String name : inner.fields.keySet()) {
            table.put(name, reading.of(inner, name));
        }
        return table;
    }

    private IOException wants(String field, String what) {
        return new IOException(OneLine.plain(field) + " is " + OneLine.of(fields.get(field)) + ", not " + what);
    }
}
