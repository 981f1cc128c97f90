package org.espalier.api.plugin;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The plain form of a {@link PluginState}: maps, lists and texts, of which every text reads back to the same bits. */
final class PlainState {
    private static final String NUMBER = "number";
    private static final String TEXT = "text";
    private static final String NUMBERS = "numbers";
    private static final String HEX = "0x";

    private PlainState() {}

    static Map<String, Map<String, Object>> of(PluginState state) {
        Map<String, Map<String, Object>> plain = new TreeMap<>();
        for (String name : state.names()) {
            plain.put(name, entry(state, name));
        }
        return Collections.unmodifiableMap(plain);
    }

    private static Map<String, Object> entry(PluginState state, String name) {
        if (state.isNumber(name)) {
            return Map.of(NUMBER, text(state.number(name, 0)));
        }
        if (state.isText(name)) {
            return Map.of(TEXT, state.text(name, ""));
        }
        return Map.of(
                NUMBERS,
                Arrays.stream(state.numbers(name)).mapToObj(PlainState::text).toList());
    }

    static PluginState read(Map<?, ?> plain) {
        PluginState state = PluginState.empty();
        for (Map.Entry<?, ?> named : plain.entrySet()) {
            String name = named.getKey().toString();
            if (!(named.getValue() instanceof Map<?, ?> entry)) {
                throw wants(name, named.getValue(), "an object");
            }
            if (entry.get(NUMBER) instanceof String number) {
                state = state.with(name, number(name, number));
            } else if (entry.get(TEXT) instanceof String text) {
                state = state.with(name, text);
            } else if (entry.get(NUMBERS) instanceof List<?> numbers) {
                state = state.with(
                        name, numbers.stream().mapToDouble(n -> number(name, n)).toArray());
            } else {
                throw wants(name, entry, "a number, a text or a list of numbers");
            }
        }
        return state;
    }

    /** Shortest decimal, or {@code 0x} and 16 digits for a NaN other than Java's own. */
    private static String text(double value) {
        String decimal = Double.toString(value);
        long bits = Double.doubleToRawLongBits(value);
        boolean exact = Double.doubleToRawLongBits(Double.parseDouble(decimal)) == bits;
        return exact ? decimal : HEX + String.format("%016x", bits);
    }

    private static double number(String name, Object text) {
        try {
            String digits = (String) text;
            return digits.startsWith(HEX)
                    ? Double.longBitsToDouble(Long.parseUnsignedLong(digits.substring(HEX.length()), 16))
                    : Double.parseDouble(digits);
        } catch (ClassCastException | NumberFormatException e) {
            throw wants(name, text, "a number as text");
        }
    }

    private static IllegalArgumentException wants(String name, Object found, String what) {
        return new IllegalArgumentException(name + " is " + found + ", not " + what);
    }
}
