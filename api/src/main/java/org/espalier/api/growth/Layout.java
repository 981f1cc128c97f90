package org.espalier.api.growth;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The parameters of a model at given sizes, in a fixed order with distinct names. Models build it by its factories.
 * Immutable, compared by value.
 */
@ProviderType
public final class Layout {
    private final Map<String, Parameter> byName;

    private Layout(Map<String, Parameter> byName) {
        this.byName = byName;
    }

    /** The parameters given, in that order; two of one name are refused. */
    public static Layout of(Parameter... parameters) {
        return of(List.of(parameters));
    }

    /** The parameters given, in that order; two of one name are refused. */
    public static Layout of(Collection<Parameter> parameters) {
        Map<String, Parameter> byName = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (byName.put(parameter.name(), parameter) != null) {
                throw new IllegalArgumentException("two parameters are named " + parameter.name());
            }
        }
        return new Layout(byName);
    }

    /** All parameters in order. */
    public List<Parameter> parameters() {
        return List.copyOf(byName.values());
    }

    /** The parameter of that name, if there is one. */
    public Optional<Parameter> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The parameter of that name; IllegalArgumentException if there is none. */
    public Parameter get(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter is named " + name + "; there are " + byName.keySet());
        }
        return parameter;
    }

    /** Trained entries in all. */
    public long trainedEntries() {
        return parameters().stream()
                .filter(p -> p.kind() == EntryKind.TRAINED)
                .mapToLong(Parameter::length)
                .sum();
    }

    /** Entries in all, of every kind. */
    public long entries() {
        return parameters().stream().mapToLong(Parameter::length).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout layout && parameters().equals(layout.parameters());
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return byName.values().toString();
    }
}
