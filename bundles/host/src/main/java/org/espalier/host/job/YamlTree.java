package org.espalier.host.job;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.api.run.RefusedException;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML document as plain values, with the line of every key. Maps and lists can be changed; keys are text. */
public final class YamlTree {
    private final Map<String, Object> root;
    private final Map<Object, Lines> lines;

    private YamlTree(Map<String, Object> root, Map<Object, Lines> lines) {
        this.root = root;
        this.lines = lines;
    }

    /** The document whose top is a map. */
    public static YamlTree parse(String text, String where) throws RefusedException {
        Map<Object, Lines> lines = new IdentityHashMap<>();
        Object value = read(text, where, "", lines);
        if (!(value instanceof Map<?, ?> map)) {
            throw new RefusedException(where, "", "holds " + OneLine.of(value) + ", not a map of keys and values");
        }
        @SuppressWarnings("unchecked") // YamlParser makes maps with text keys only
        Map<String, Object> root = (Map<String, Object>) map;
        return new YamlTree(root, lines);
    }

    /**
     * One value, as after {@code --set key=}; a blank text is an empty text, and one that begins with {@code *}, where YAML has an alias
     * and there is nothing that it could stand for, is a pattern.
     */
    static @Nullable Object value(String text, String key) throws RefusedException {
        if (text.strip().startsWith("*")) {
            return text.strip();
        }
        return text.isBlank() ? "" : read(text, "--set", OneLine.plain(key), new IdentityHashMap<>());
    }

    private static @Nullable Object read(String text, String where, String key, Map<Object, Lines> lines)
            throws RefusedException {
        try {
            return new YamlParser(text, lines).document();
        } catch (YamlParser.Refusal e) {
            throw new RefusedException(key.isEmpty() && e.line() > 0 ? where + ":" + e.line() : where, key, e.why());
        } catch (MarkedYamlEngineException e) {
            String at = e.getProblemMark().map(m -> ":" + (m.getLine() + 1)).orElse("");
            String why = String.valueOf(e.getContext()).contains("alias")
                    ? YamlParser.ALIAS
                    : "is no YAML: " + OneLine.plain(String.valueOf(e.getProblem()));
            throw new RefusedException(key.isEmpty() ? where + at : where, key, why);
        } catch (YamlEngineException e) {
            throw new RefusedException(where, key, "is no YAML: " + OneLine.plain(String.valueOf(e.getMessage())));
        }
    }

    /** Where a map begins and where its keys stand, in lines from 1. */
    record Lines(int start, Map<String, Integer> keys) {}

    /** The top of the document. */
    public Map<String, Object> root() {
        return root;
    }

    /** The line, from 1, of the nearest key on the way to a dotted one. */
    OptionalInt line(String dottedKey) {
        OptionalInt line = OptionalInt.empty();
        Object at = root;
        for (String segment : Address.segments(dottedKey)) {
            Lines here = lines.get(at);
            if (here != null && here.keys().containsKey(segment)) {
                line = OptionalInt.of(here.keys().get(segment));
            }
            Object next = Address.step(at, segment);
            if (next == null) {
                return line;
            }
            if (at instanceof List && lines.containsKey(next)) {
                line = OptionalInt.of(lines.get(next).start());
            }
            at = next;
        }
        return line;
    }

    /** The line of a key in a map of the tree, from 1; 0 for another map or key. */
    int line(Map<?, ?> map, String key) {
        Lines here = lines.get(map);
        return here == null ? 0 : here.keys().getOrDefault(key, 0);
    }

    /** A plain value as YAML on one line, which reads back as an equal value. */
    static String inline(Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(FlowStyle.FLOW)
                .setWidth(Integer.MAX_VALUE)
                .setMultiLineFlow(false)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings).dumpToString(withWholeKeys(value)).strip();
    }

    /** A plain map as YAML; inner maps without further ones stand on one line. */
    static String write(Map<String, Object> map) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(FlowStyle.AUTO)
                .setWidth(200)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings).dumpToString(withWholeKeys(map));
    }

    /** Keys such as "3" become integers, so that they are written without quotes; they read back as text. */
    private static Object withWholeKeys(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(
                    key.toString().matches("0|[1-9][0-9]{0,8}") ? (Object) Integer.valueOf(key.toString()) : key,
                    withWholeKeys(entry)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(YamlTree::withWholeKeys).toList()
                : value;
    }
}
