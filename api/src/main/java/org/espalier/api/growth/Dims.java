package org.espalier.api.growth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.annotation.versioning.ProviderType;

/** An ordered set of dims with distinct names. Built by its factories. Immutable, compared by value. */
@ProviderType
public final class Dims {
    private final Map<String, Dim> byName;

    private Dims(Map<String, Dim> byName) {
        this.byName = byName;
    }

    /** The dims given, in that order; two of one name are refused. */
    public static Dims of(Dim... dims) {
        return of(List.of(dims));
    }

    /** The dims given, in that order; two of one name are refused. */
    public static Dims of(Collection<Dim> dims) {
        Map<String, Dim> byName = new LinkedHashMap<>();
        for (Dim dim : dims) {
            if (byName.put(dim.name(), dim) != null) {
                throw new IllegalArgumentException("two dims are named " + dim.name());
            }
        }
        return new Dims(byName);
    }

    /** All dims in order. */
    public List<Dim> list() {
        return List.copyOf(byName.values());
    }

    /** The names in order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The dim of that name, if there is one. */
    public Optional<Dim> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The dim of that name; IllegalArgumentException, naming those there are, if there is none. */
    public Dim get(String name) {
        Dim dim = byName.get(name);
        if (dim == null) {
            throw new IllegalArgumentException("no dim is named " + name + "; there are " + names());
        }
        return dim;
    }

    /** The size of the dim of that name; IllegalArgumentException if there is none. */
    public int size(String name) {
        return get(name).size();
    }

    /** These dims with one replaced in its place, or added at the end. */
    public Dims with(Dim dim) {
        Map<String, Dim> copy = new LinkedHashMap<>(byName);
        copy.put(dim.name(), dim);
        return new Dims(copy);
    }

    /** These dims with all others replaced in their places, or added at the end. */
    public Dims with(Dims others) {
        Map<String, Dim> copy = new LinkedHashMap<>(byName);
        copy.putAll(others.byName);
        return new Dims(copy);
    }

    /** The dims whose name matches a claim: a name in which {@code *} stands for any characters, as in {@code *.modes}. */
    public List<Dim> matching(String claim) {
        return byName.values().stream().filter(d -> claims(claim, d.name())).toList();
    }

    /** Whether a claim covers a name: a pattern in which {@code *} stands for any characters. */
    public static boolean claims(String claim, String name) {
        return Pattern.matches(Pattern.quote(claim).replace("*", "\\E.*\\Q"), name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dims dims && list().equals(dims.list());
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return Collections.unmodifiableCollection(byName.values()).toString();
    }
}
