package org.espalier.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;
import org.espalier.api.plugin.Range;
import org.jspecify.annotations.Nullable;

/** One component of a settings record with what its annotations say. */
record Component(String key, SettingType type, Limits limits, Optional<String> fallback, String doc, Method accessor) {

    /** The components of a settings record in order. Nothing is cached: a cache would hold the class loaders of plugins. */
    static List<Component> of(Class<? extends Record> record) {
        List<Component> components = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            Default fallback = component.getAnnotation(Default.class);
            OneOf words = component.getAnnotation(OneOf.class);
            Doc doc = component.getAnnotation(Doc.class);
            components.add(new Component(
                    Names.kebab(component.getName()),
                    SettingType.of(component.getGenericType(), record.getName() + "." + component.getName()),
                    Limits.of(component.getAnnotation(Range.class), words == null ? new String[0] : words.value()),
                    Optional.ofNullable(fallback).map(Default::value),
                    doc == null ? "" : doc.value(),
                    component.getAccessor()));
        }
        return components;
    }

    /** Whether a job must give it. */
    boolean required() {
        return fallback.isEmpty() && !(type instanceof SettingType.Maybe) && !(type instanceof SettingType.Nested);
    }

    /** Its value in a record. */
    Object value(Record record) {
        try {
            accessor.setAccessible(true);
            @Nullable Object value = accessor.invoke(record);
            if (value == null) {
                throw new IllegalArgumentException(
                        "component " + key + " of " + record.getClass().getName() + " is null");
            }
            return value;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    "cannot read component " + key + " of " + record.getClass().getName(), e);
        }
    }
}
