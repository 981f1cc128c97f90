package org.espalier.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a setting can be. */
public sealed interface SettingType {
    /** In words, for errors and help. */
    String words();

    /** An int or a long. */
    record Whole(boolean isLong) implements SettingType {
        @Override
        public String words() {
            return "integer";
        }
    }

    /** A finite double. */
    record Real() implements SettingType {
        @Override
        public String words() {
            return "number";
        }
    }

    /** A boolean. */
    record Flag() implements SettingType {
        @Override
        public String words() {
            return "true or false";
        }
    }

    /** A string. */
    record Text() implements SettingType {
        @Override
        public String words() {
            return "text";
        }
    }

    /** A constant of an enum. */
    record Word(Class<?> type) implements SettingType {
        @Override
        public String words() {
            return "one of " + String.join(", ", all());
        }

        List<String> all() {
            return Arrays.stream(type.getEnumConstants())
                    .map(c -> Names.kebab(((Enum<?>) c).name()))
                    .toList();
        }

        Optional<Object> constant(String word) {
            return Arrays.<Object>stream(type.getEnumConstants())
                    .filter(c -> Names.kebab(((Enum<?>) c).name()).equals(word))
                    .findFirst();
        }
    }

    /** A list. */
    record Many(SettingType element) implements SettingType {
        @Override
        public String words() {
            return "list of " + several(element);
        }
    }

    /** A map from integers or from text. */
    record Table(boolean wholeKeys, SettingType value) implements SettingType {
        @Override
        public String words() {
            return "map from " + (wholeKeys ? "integers" : "texts") + " to " + several(value);
        }
    }

    /** Something that may be left out. */
    record Maybe(SettingType content) implements SettingType {
        @Override
        public String words() {
            return content.words() + ", may be left out";
        }
    }

    /** A record within a record. */
    record Nested(Class<? extends Record> type) implements SettingType {
        @Override
        public String words() {
            return "map of settings";
        }
    }

    /** The record that a setting, or each of its elements, is; empty if it is none. */
    static Optional<Nested> nested(SettingType type) {
        if (type instanceof Maybe maybe) {
            return nested(maybe.content());
        }
        if (type instanceof Many many) {
            return nested(many.element());
        }
        if (type instanceof Table table) {
            return nested(table.value());
        }
        return type instanceof Nested nested ? Optional.of(nested) : Optional.empty();
    }

    private static String several(SettingType type) {
        boolean plural = type instanceof Whole || type instanceof Real || type instanceof Text;
        return plural ? type.words() + "s" : "(" + type.words() + ")";
    }

    /** The setting type of a Java type; IllegalArgumentException, naming the component, where settings cannot have it. */
    static SettingType of(Type type, String component) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new Many(of(of[0], component));
            }
            if (generic.getRawType() == Optional.class) {
                return new Maybe(of(of[0], component));
            }
            if (generic.getRawType() == Map.class && (of[0] == Integer.class || of[0] == String.class)) {
                return new Table(of[0] == Integer.class, of(of[1], component));
            }
        } else if (type instanceof Class<?> plain) {
            Optional<SettingType> simple = simple(plain);
            if (simple.isPresent()) {
                return simple.get();
            }
        }
        throw new IllegalArgumentException("component " + component + " is a " + type.getTypeName()
                + ", which settings cannot hold; use int, long, double, boolean, String, an enum, List, Map<Integer, …>, "
                + "Map<String, …>, Optional or a record of these");
    }

    private static Optional<SettingType> simple(Class<?> plain) {
        if (plain == int.class || plain == Integer.class) {
            return Optional.of(new Whole(false));
        }
        if (plain == long.class || plain == Long.class) {
            return Optional.of(new Whole(true));
        }
        if (plain == double.class || plain == Double.class) {
            return Optional.of(new Real());
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return Optional.of(new Flag());
        }
        if (plain == String.class) {
            return Optional.of(new Text());
        }
        if (plain.isEnum()) {
            return Optional.of(new Word(plain));
        }
        return plain.isRecord() ? Optional.of(new Nested(plain.asSubclass(Record.class))) : Optional.empty();
    }
}
