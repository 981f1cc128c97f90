package org.espalier.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.api.plugin.SettingsException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The binding of plain maps, as YAML or JSON readers give them, to settings records. Holds nothing; thread-safe. */
public final class SettingsBinding {
    private SettingsBinding() {}

    /**
     * The record that a map describes, with defaults for what it leaves out.
     *
     * @param type   the settings record; any access, any bundle
     * @param values kebab-case keys to String, Number, Boolean, List, Map
     * @param key    dotted key of the map itself, for refusals; empty at the top
     * @throws SettingsException for an unknown key, a missing one, a value of the wrong type or out of range, or one that the
     *     record's own constructor refuses; its key is the full dotted one
     */
    public static <R extends Record> R bind(Class<R> type, Map<String, ?> values, String key) {
        return bind(type, values, key, List.of());
    }

    /**
     * Likewise, for a map from which some keys were taken before.
     *
     * @param taken those keys: a misspelt one is among the values, and its refusal names them too
     */
    public static <R extends Record> R bind(Class<R> type, Map<String, ?> values, String key, List<String> taken) {
        List<Component> components = Component.of(type);
        List<String> known = Stream.concat(taken.stream(), components.stream().map(Component::key))
                .toList();
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw SettingReader.refuse(join(key, name), value, Names.unknown("key", name, known));
            }
        });
        Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            Component component = components.get(i);
            String full = join(key, component.key());
            arguments[i] = values.containsKey(component.key())
                    ? SettingReader.read(component.type(), values.get(component.key()), full, component.limits())
                    : absent(component, full, type);
        }
        return construct(type, arguments, values, key);
    }

    /** The plain map that {@link #bind} turns into an equal record: every key in order, empty optionals left out. */
    public static Map<String, Object> toMap(Record settings) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Component component : Component.of(settings.getClass())) {
            Object value = component.value(settings);
            if (value instanceof Optional<?> maybe) {
                maybe.ifPresent(content -> map.put(component.key(), plain(content)));
            } else {
                map.put(component.key(), plain(value));
            }
        }
        return map;
    }

    /**
     * Looks at a settings record without values: whether settings can hold its components, and whether each default is one
     * that a job could give; those of records within it likewise.
     *
     * @throws IllegalArgumentException one line that names record, component and reason
     */
    public static void check(Class<? extends Record> type) {
        if (type == null || !type.isRecord()) {
            throw new IllegalArgumentException("settings() gives " + type + ", which is no record");
        }
        check(type, List.of());
    }

    private static void check(Class<? extends Record> type, List<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " holds itself, which no settings can");
        }
        List<Class<?>> path = new ArrayList<>(around);
        path.add(type);
        for (Component component : Component.of(type)) {
            SettingType.nested(component.type()).ifPresent(nested -> check(nested.type(), path));
            try {
                component.fallback().ifPresent(text -> fallback(component, text, type));
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    /** The settings of a record in order; those of nested records follow with dotted keys. */
    public static List<SettingCard> describe(Class<? extends Record> type) {
        List<SettingCard> cards = new ArrayList<>();
        describe(type, "", "", cards);
        return cards;
    }

    /** The keys of a record's own settings in order, without those of records within it. */
    public static List<String> keys(Class<? extends Record> type) {
        return Component.of(type).stream().map(Component::key).toList();
    }

    /** The dotted key of a name below another key. */
    public static String join(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    /** @param within the optional setting in which these stand; empty at the top */
    private static void describe(Class<? extends Record> type, String prefix, String within, List<SettingCard> cards) {
        for (Component c : Component.of(type)) {
            String key = prefix + c.key();
            boolean maybe = c.type() instanceof SettingType.Maybe;
            SettingType inner = c.type() instanceof SettingType.Maybe optional ? optional.content() : c.type();
            boolean many = inner instanceof SettingType.Many;
            SettingType element = inner instanceof SettingType.Many list ? list.element() : inner;
            boolean conditional = c.required() && !within.isEmpty();
            String doc = conditional ? (c.doc() + ", required with " + within).replaceFirst("^, ", "") : c.doc();
            cards.add(new SettingCard(key, c.type(), c.limits(), c.fallback(), c.required() && !conditional, doc));
            if (element instanceof SettingType.Nested nested) {
                describe(nested.type(), key + (many ? "[]." : "."), maybe ? key : within, cards);
            }
        }
    }

    private static Object absent(Component component, String key, Class<?> record) {
        if (component.fallback().isPresent()) {
            return fallback(component, component.fallback().get(), record);
        }
        if (component.type() instanceof SettingType.Maybe) {
            return Optional.empty();
        }
        if (component.type() instanceof SettingType.Nested nested) {
            return bind(nested.type(), Map.of(), key);
        }
        String doc = component.doc().isEmpty() ? "" : ": " + component.doc();
        throw SettingReader.refuse(
                key, "nothing", "must be given (" + component.type().words() + ")" + doc);
    }

    private static Object fallback(Component component, String text, Class<?> record) {
        SettingType type = component.type() instanceof SettingType.Maybe maybe ? maybe.content() : component.type();
        boolean verbatim = type instanceof SettingType.Text || type instanceof SettingType.Word;
        LoadSettings yaml = LoadSettings.builder().setSchema(new CoreSchema()).build();
        try {
            Object value = verbatim ? text : new Load(yaml).loadFromString(text);
            return SettingReader.read(component.type(), value, component.key(), component.limits());
        } catch (SettingsException e) {
            throw impossible(component, text, record, e.why(), e);
        } catch (RuntimeException e) {
            throw impossible(component, text, record, "is no YAML", e);
        }
    }

    private static IllegalStateException impossible(
            Component component, String text, Class<?> record, String why, RuntimeException cause) {
        return new IllegalStateException(
                component.key() + " of " + record.getName() + " has an impossible @Default(" + OneLine.quoted(text)
                        + "): " + why,
                cause);
    }

    private static Object plain(Object value) {
        if (value instanceof Record nested) {
            return toMap(nested);
        }
        if (value instanceof Enum<?> word) {
            return Names.kebab(word.name());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SettingsBinding::plain).toList();
        }
        if (value instanceof Map<?, ?> table) {
            Map<String, Object> copy = new LinkedHashMap<>();
            table.forEach((k, v) -> copy.put(k.toString(), plain(v)));
            return copy;
        }
        return value;
    }

    private static <R extends Record> R construct(
            Class<R> type, Object[] arguments, Map<String, ?> values, String key) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SettingsException refused) {
                throw new SettingsException(
                        OneLine.plain(join(key, refused.key())), OneLine.plain(refused.value()), refused.why());
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            String why = "refused: " + OneLine.whole(String.valueOf(e.getCause()));
            throw SettingReader.refuse(key.isEmpty() ? "settings" : key, values, why);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }
}
