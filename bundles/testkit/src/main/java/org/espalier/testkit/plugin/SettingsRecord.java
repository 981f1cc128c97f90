package org.espalier.testkit.plugin;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;
import org.espalier.api.plugin.Range;

/** What a settings record must be, so that a host can read it from a job file and explain it to people. */
final class SettingsRecord {
    private static final Set<Class<?>> SIMPLE = Set.of(
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            boolean.class,
            Boolean.class,
            String.class);

    private SettingsRecord() {}

    /** AssertionError if a component is not documented or of a type that no job file can hold. */
    static void checkDocumented(Class<? extends Record> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = type.getSimpleName() + "." + component.getName();
            Doc doc = component.getAnnotation(Doc.class);
            if (doc == null || doc.value().isBlank()) {
                throw new AssertionError(
                        "The setting " + name + " says nothing of itself. Put @Doc(\"…\") on the component:"
                                + " one sentence with the unit, which help and the settings tables show.");
            }
            if (doc.value().strip().endsWith(".")) {
                throw new AssertionError(
                        "The @Doc of " + name + " ends in a full stop. Leave it out: it stands in tables.");
            }
            checkType(component.getGenericType(), name);
        }
    }

    private static void checkType(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            boolean list = generic.getRawType() == List.class || generic.getRawType() == Optional.class;
            boolean table = generic.getRawType() == Map.class && (of[0] == Integer.class || of[0] == String.class);
            if (list || table) {
                checkType(of[of.length - 1], name);
                return;
            }
        } else if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                checkDocumented(plain.asSubclass(Record.class));
                return;
            }
            if (SIMPLE.contains(plain) || plain.isEnum()) {
                return;
            }
        }
        throw new AssertionError(
                "The setting " + name + " is a " + type.getTypeName() + ", which no job file can hold. Use"
                        + " int, long, double, boolean, String, an enum, List, Optional, Map<String, …>, Map<Integer, …> or a"
                        + " record of these.");
    }

    /** AssertionError if a value breaks the bounds that its component declares. */
    static void checkBounds(Record settings) throws ReflectiveOperationException {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(settings);
            Range range = component.getAnnotation(Range.class);
            OneOf words = component.getAnnotation(OneOf.class);
            for (Object element : value instanceof Collection<?> all ? all : List.of(value)) {
                if (range != null && element instanceof Number number && !within(range, number.doubleValue())) {
                    throw new AssertionError("The sample settings " + settings + " could not come from a job: "
                            + component.getName() + " is outside [" + range.min() + ", " + range.max()
                            + "]. Correct the sample or the @Range.");
                }
                if (words != null
                        && element instanceof String word
                        && !List.of(words.value()).contains(word)) {
                    throw new AssertionError("The sample settings " + settings + " could not come from a job: "
                            + component.getName() + " is none of " + Arrays.toString(words.value())
                            + ". Correct the sample or the @OneOf.");
                }
            }
        }
    }

    private static boolean within(Range range, double value) {
        return value >= range.min() && value <= range.max();
    }
}
