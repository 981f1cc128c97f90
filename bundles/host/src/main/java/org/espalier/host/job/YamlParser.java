package org.espalier.host.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * The parser's events to plain values (YAML 1.2, core schema). It builds no node graph and follows no alias, so what it makes
 * is never larger than the text.
 */
final class YamlParser {
    /** Why what begins with a star and has no quotes is not read. */
    static final String ALIAS =
            "anchors and aliases are not read here; a pattern that begins with * stands in quotes: \"*.width\"";

    private static final int DEEPEST = 32;
    private static final int LONGEST_KEY = 256;
    private static final int LONGEST_NUMBER = 64;

    private final Iterator<Event> events;
    private final Map<Object, YamlTree.Lines> lines;
    private final Schema schema = new CoreSchema();

    YamlParser(String text, Map<Object, YamlTree.Lines> lines) {
        LoadSettings settings = LoadSettings.builder().setSchema(schema).build();
        this.events = new Parse(settings).parseString(text).iterator();
        this.lines = lines;
    }

    /** The only document of the text. */
    @Nullable
    Object document() {
        expect(Event.ID.StreamStart);
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw new Refusal(0, "is empty");
        }
        Object value = value(events.next(), 0);
        expect(Event.ID.DocumentEnd);
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new Refusal(line(end), "holds a second document; one is read");
        }
        return value;
    }

    private @Nullable Object value(Event event, int depth) {
        if (event instanceof AliasEvent) {
            throw new Refusal(line(event), ALIAS);
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refusal(line(event), "anchors and aliases are not read here; write the value out");
        }
        if (depth > DEEPEST) {
            throw new Refusal(line(event), "is nested more than " + DEEPEST + " levels deep");
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence.getTag(), event, Tag.SEQ);
            return list(depth);
        }
        refuseTag(((MappingStartEvent) event).getTag(), event, Tag.MAP);
        return map(depth, line(event));
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            list.add(value(event, depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth, int start) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Map<String, Integer> keys = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent scalar) || scalar.getValue().length() > LONGEST_KEY) {
                throw new Refusal(line(event), "a key must be a word, at most " + LONGEST_KEY + " characters long");
            }
            value(scalar, depth);
            String key = scalar.getValue();
            Integer before = keys.put(key, line(event));
            if (before != null) {
                throw new Refusal(
                        line(event), "the key " + OneLine.plain(key) + " stands twice, first in line " + before);
            }
            map.put(key, value(events.next(), depth + 1));
        }
        lines.put(map, new YamlTree.Lines(start, keys));
        return map;
    }

    private @Nullable Object scalar(ScalarEvent scalar) {
        String text = scalar.getValue();
        Optional<String> given = scalar.getTag().filter(t -> !t.equals("!"));
        boolean plain =
                scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getTag().isEmpty();
        Tag tag = given.map(Tag::new).orElseGet(() -> schema.getScalarResolver().resolve(text, plain));
        if (tag.equals(Tag.STR)) {
            return text;
        }
        var construct = schema.getSchemaTagConstructors().get(tag);
        if (construct == null) {
            throw new Refusal(line(scalar), "the tag " + OneLine.plain(tag.getValue()) + " is not read here");
        }
        if (text.length() > LONGEST_NUMBER) {
            throw new Refusal(line(scalar), OneLine.of(text) + " is too long for a number");
        }
        try {
            return construct.construct(new ScalarNode(tag, text, scalar.getScalarStyle()));
        } catch (RuntimeException e) {
            throw new Refusal(line(scalar), OneLine.of(text) + " is not what its tag says");
        }
    }

    private static void refuseTag(Optional<String> tag, Event event, Tag usual) {
        if (tag.isPresent() && !tag.get().equals(usual.getValue()) && !tag.get().equals("!")) {
            throw new Refusal(line(event), "the tag " + OneLine.plain(tag.get()) + " is not read here");
        }
    }

    private void expect(Event.ID id) {
        Event event = events.next();
        if (event.getEventId() != id) {
            throw new Refusal(line(event), "is not one YAML document");
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(m -> m.getLine() + 1).orElse(0);
    }

    /** Text that is YAML but not what is read here. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int line;
        private final String why;

        Refusal(int line, String why) {
            super(why);
            this.line = line;
            this.why = why;
        }

        int line() {
            return line;
        }

        String why() {
            return why;
        }
    }
}
