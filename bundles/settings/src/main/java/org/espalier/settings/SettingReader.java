package org.espalier.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.api.plugin.SettingsException;
import org.jspecify.annotations.Nullable;

/** Plain values to what settings records hold; every refusal names the full dotted key. */
final class SettingReader {
    /** Takes away what may be left out, as it takes away growth and its entries. */
    private static final String OFF = "off";

    private SettingReader() {}

    /** Whether "off" is itself a value of that type. */
    private static boolean mayBeOff(SettingType type, Limits limits) {
        return type instanceof SettingType.Word word && word.all().contains(OFF)
                || type instanceof SettingType.Text
                        && (limits.words().isEmpty() || limits.words().contains(OFF));
    }

    static Object read(SettingType type, @Nullable Object value, String key, Limits limits) {
        if (type instanceof SettingType.Maybe maybe) {
            return value == null || OFF.equals(value) && !mayBeOff(maybe.content(), limits)
                    ? Optional.empty()
                    : Optional.of(read(maybe.content(), value, key, limits));
        }
        if (value == null) {
            throw refuse(key, "nothing", "the key has no value; give one (" + type.words() + ") or remove the key");
        }
        if (type instanceof SettingType.Whole whole) {
            return whole(value, key, limits, whole.isLong());
        }
        if (type instanceof SettingType.Real) {
            return real(value, key, limits);
        }
        if (type instanceof SettingType.Flag) {
            return flag(value, key);
        }
        if (type instanceof SettingType.Text) {
            return text(value, key, limits);
        }
        if (type instanceof SettingType.Word word) {
            return word(word, value, key);
        }
        if (type instanceof SettingType.Many many) {
            return list(many, value, key, limits);
        }
        if (type instanceof SettingType.Table table) {
            return table(table, value, key, limits);
        }
        return SettingsBinding.bind(((SettingType.Nested) type).type(), asMap(value, key), key);
    }

    private static Object whole(Object value, String key, Limits limits, boolean isLong) {
        BigDecimal decimal = Numbers.decimal(value).orElseThrow(() -> wants("an integer", value, key));
        if (!Numbers.isWhole(decimal)) {
            throw wants("an integer", value, key);
        }
        long least = isLong ? Long.MIN_VALUE : Integer.MIN_VALUE;
        long most = isLong ? Long.MAX_VALUE : Integer.MAX_VALUE;
        Supplier<SettingsException> beyond = () -> refuse(
                key,
                value,
                limits.range().isEmpty()
                        ? "must be in [" + least + ", " + most + "]"
                        : "must be " + limits.range() + (isLong ? "" : " and fit 32 bits"));
        long number = Numbers.exactLong(decimal).orElseThrow(beyond);
        if (number < least || number > most) {
            throw beyond.get();
        }
        limits.refuse(number).ifPresent(why -> {
            throw refuse(key, value, why);
        });
        if (isLong) {
            return number;
        }
        return (int) number;
    }

    private static Object real(Object value, String key, Limits limits) {
        if (value instanceof Double special && !Double.isFinite(special)) {
            throw refuse(key, value, "must be a finite number");
        }
        double number = Numbers.decimal(value)
                .orElseThrow(() -> wants("a number", value, key))
                .doubleValue();
        if (!Double.isFinite(number)) {
            throw refuse(key, value, "is too large for a 64-bit number");
        }
        limits.refuse(number).ifPresent(why -> {
            throw refuse(key, value, why);
        });
        return number;
    }

    private static Object flag(Object value, String key) {
        if (value instanceof Boolean || "true".equals(value) || "false".equals(value)) {
            return Boolean.valueOf(value.toString());
        }
        throw wants("true or false", value, key);
    }

    private static Object text(Object value, String key, Limits limits) {
        if (!(value instanceof String text)) {
            String hint = value instanceof Map || value instanceof List ? "" : "; put it in quotes";
            throw refuse(key, value, "wants text, not " + kind(value) + hint);
        }
        if (!limits.words().isEmpty() && !limits.words().contains(text)) {
            throw refuse(key, value, Names.unknown("word", text, limits.words()));
        }
        return text;
    }

    private static Object word(SettingType.Word type, Object value, String key) {
        // YAML reads a bare true or false as a boolean; an enum may have such a constant.
        String word = value instanceof String || value instanceof Boolean ? value.toString() : "";
        return type.constant(word).orElseThrow(() -> refuse(key, value, Names.unknown("word", word, type.all())));
    }

    private static Object list(SettingType.Many type, Object value, String key, Limits limits) {
        if (!(value instanceof List<?> given)) {
            if (isOneOf(type.element(), value)) {
                return List.of(read(type.element(), value, key, limits));
            }
            throw refuse(key, value, "wants a list such as [" + OneLine.of(value) + "], not " + kind(value));
        }
        List<Object> elements = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            elements.add(read(type.element(), given.get(i), key + "[" + i + "]", limits));
        }
        return Collections.unmodifiableList(elements);
    }

    /** Whether a value that is no list can be nothing but a list's only element; text with a comma may be meant as several. */
    private static boolean isOneOf(SettingType element, Object value) {
        if (element instanceof SettingType.Whole || element instanceof SettingType.Real) {
            return Numbers.decimal(value).isPresent();
        }
        boolean flag = value instanceof Boolean || "true".equals(value) || "false".equals(value);
        if (element instanceof SettingType.Flag) {
            return flag;
        }
        return element instanceof SettingType.Word && flag
                || (element instanceof SettingType.Word || element instanceof SettingType.Text)
                        && value instanceof String text
                        && !text.contains(",");
    }

    private static Object table(SettingType.Table type, Object value, String key, Limits limits) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        asMap(value, key).forEach((name, entry) -> {
            String entryKey = key + "." + OneLine.plain(name);
            Object from = type.wholeKeys() ? read(new SettingType.Whole(false), name, entryKey, Limits.NONE) : name;
            if (entries.put(from, read(type.value(), entry, entryKey, limits)) != null) {
                throw refuse(entryKey, entry, "stands twice");
            }
        });
        return Collections.unmodifiableMap(entries);
    }

    /** A map as it came, with its keys as text: readers give {@code 0:} as an integer. */
    static Map<String, Object> asMap(Object value, String key) {
        if (!(value instanceof Map<?, ?> given)) {
            throw wants("a map such as {key: value}", value, key);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        given.forEach((name, entry) -> {
            if (map.containsKey(String.valueOf(name))) {
                throw refuse(SettingsBinding.join(key, String.valueOf(name)), entry, "stands twice");
            }
            map.put(String.valueOf(name), entry);
        });
        return map;
    }

    private static SettingsException wants(String what, Object value, String key) {
        boolean comma = value instanceof String text && text.matches("[-+]?[0-9]+,[0-9]+");
        return refuse(key, value, "wants " + what + ", not " + kind(value) + (comma ? "; decimals have a point" : ""));
    }

    private static String kind(Object value) {
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof Number ? "a number" : "text";
    }

    static SettingsException refuse(String key, @Nullable Object value, String why) {
        return new SettingsException(OneLine.plain(key), OneLine.of(value == null ? "nothing" : value), why);
    }
}
