package org.espalier.api.plugin;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a plugin wants to know again at its next call: named numbers, texts and lists of numbers, kept by the host.
 *
 * <p>Immutable, compared by value (numbers bit for bit), saved in every checkpoint and given back unchanged: NaN and
 * infinities survive. Built from {@link #empty()} by anybody, on any thread. Names are kebab case; the order of names
 * carries no meaning.
 */
@ProviderType
public final class PluginState {
    private static final PluginState EMPTY = new PluginState(new TreeMap<>());
    private final SortedMap<String, Object> entries;

    private PluginState(SortedMap<String, Object> entries) {
        this.entries = entries;
    }

    /** The state that holds nothing: where every plugin starts. */
    public static PluginState empty() {
        return EMPTY;
    }

    /**
     * The state of a plain form, as {@link #plain} gives it.
     *
     * @throws IllegalArgumentException if it is none; the message names the entry
     */
    public static PluginState ofPlain(Map<?, ?> plain) {
        return PlainState.read(plain);
    }

    /**
     * This state in the form in which checkpoints hold it: by name {@code {"number": text}}, {@code {"text": text}} or
     * {@code {"numbers": [text, …]}}, where a number's text reads back to the same bits. Made of the JDK's maps, lists and
     * texts alone.
     */
    public Map<String, Map<String, Object>> plain() {
        return PlainState.of(this);
    }

    /** This state with one number added or replaced. */
    public PluginState with(String name, double value) {
        return put(name, value);
    }

    /** This state with one text added or replaced. */
    public PluginState with(String name, String value) {
        return put(name, value);
    }

    /** This state with one list of numbers added or replaced; the array is copied. */
    public PluginState with(String name, double[] values) {
        return put(name, values.clone());
    }

    /** This state without an entry; the same if there is none of that name. */
    public PluginState without(String name) {
        SortedMap<String, Object> copy = new TreeMap<>(entries);
        copy.remove(name);
        return new PluginState(copy);
    }

    /** The names of all entries, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** The number of that name, or the fallback if there is none. */
    public double number(String name, double fallback) {
        return entries.get(name) instanceof Double number ? number : fallback;
    }

    /** The text of that name, or the fallback if there is none. */
    public String text(String name, String fallback) {
        return entries.get(name) instanceof String text ? text : fallback;
    }

    /** A copy of the list of that name; empty if there is none. */
    public double[] numbers(String name) {
        return entries.get(name) instanceof double[] numbers ? numbers.clone() : new double[0];
    }

    /** Whether an entry of that name is a number. */
    public boolean isNumber(String name) {
        return entries.get(name) instanceof Double;
    }

    /** Whether an entry of that name is a text. */
    public boolean isText(String name) {
        return entries.get(name) instanceof String;
    }

    /** Whether an entry of that name is a list of numbers. */
    public boolean isNumbers(String name) {
        return entries.get(name) instanceof double[];
    }

    private PluginState put(String name, Object value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a state entry needs a name");
        }
        SortedMap<String, Object> copy = new TreeMap<>(entries);
        copy.put(name, value);
        return new PluginState(copy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PluginState state
                && entries.keySet().equals(state.entries.keySet())
                && entries.keySet().stream().allMatch(n -> same(entries.get(n), state.entries.get(n)));
    }

    private static boolean same(Object a, Object b) {
        return a instanceof double[] x && b instanceof double[] y ? Arrays.equals(x, y) : a.equals(b);
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (var e : entries.entrySet()) {
            int value = e.getValue() instanceof double[] x
                    ? Arrays.hashCode(x)
                    : e.getValue().hashCode();
            hash += e.getKey().hashCode() ^ value;
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        entries.forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(name)
                .append('=')
                .append(value instanceof double[] x ? Arrays.toString(x) : value));
        return text.append('}').toString();
    }
}
