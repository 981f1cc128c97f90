package org.espalier.host.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the store writes and reads it: plain JDK values alone, so that no class is ever chosen by a file and none of a
 * plugin's is kept by a cache. NaN and infinities are written as the words in quotes; all but ASCII is escaped.
 */
public final class Json {
    private static final int DEEPEST = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(64)
                    .maxNameLength(4_096)
                    .maxStringLength(1 << 28)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private static final ObjectMapper READER =
            new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** A map on one line. */
    public static String line(Map<String, ?> map) {
        return text(map, false);
    }

    /** A map on many lines. */
    public static String pretty(Map<String, ?> map) {
        return text(map, true);
    }

    /** The map that a text describes; IOException in one line if it is none. */
    public static Map<String, Object> parse(String text) throws IOException {
        try {
            @SuppressWarnings("unchecked") // names of JSON objects are text
            Map<String, Object> map = READER.readValue(text, Map.class);
            if (map == null) {
                throw new IOException("is null, not an object");
            }
            return map;
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
            throw new IOException(
                    "is no JSON object at character " + at + ": " + OneLine.plain(e.getOriginalMessage()), e);
        }
    }

    /**
     * The fields of an object, as {@link #parse} takes it, that are not known: name to the value's text as it stands there.
     */
    static Map<String, String> raw(String text, Set<String> known) throws IOException {
        Map<String, String> unknown = new LinkedHashMap<>();
        try (JsonParser in = FACTORY.createParser(text)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.getCurrentName();
                in.nextToken();
                int from = (int) in.currentTokenLocation().getCharOffset();
                in.skipChildren();
                in.finishToken();
                if (!known.contains(name)) {
                    unknown.put(name, text.substring(from, (int)
                            in.currentLocation().getCharOffset()));
                }
            }
        }
        return unknown;
    }

    /** Puts fields into a map so that their texts are written as they are. */
    static void putRaw(Map<String, Object> map, Map<String, String> fields) {
        fields.forEach((name, text) -> map.put(name, new Raw(text)));
    }

    private record Raw(String text) {}

    private static String text(Map<String, ?> map, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            if (pretty) {
                out.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            }
            write(out, map);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(entry.getKey().toString());
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Double || value instanceof Float) {
            out.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Raw raw) {
            out.writeRawValue(raw.text());
        } else if (value == null) {
            out.writeNull();
        } else if (value instanceof CharSequence || value instanceof Enum) {
            out.writeString(value.toString());
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName() + " is not written as JSON");
        }
    }
}
