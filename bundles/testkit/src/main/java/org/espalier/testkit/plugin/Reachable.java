package org.espalier.testkit.plugin;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What an object holds on to: through its fields, static ones included, and through arrays, collections and references. */
public final class Reachable {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Held> open = new ArrayDeque<>();

    private record Held(Object object, String path) {}

    private Reachable() {}

    /** The field through which an object holds something of that type, such as {@code Plateau.last}; empty if it does not. */
    public static Optional<String> path(Object from, Class<?> to) {
        return new Reachable().search(from, to);
    }

    private Optional<String> search(Object from, Class<?> to) {
        hold(from, "");
        while (!open.isEmpty()) {
            Held held = open.poll();
            if (to.isInstance(held.object)) {
                return Optional.of(held.path);
            }
            follow(held.object, held.path);
        }
        return Optional.empty();
    }

    private void hold(@Nullable Object object, String path) {
        if (object != null && seen.add(object)) {
            open.add(new Held(object, path));
        }
    }

    private void follow(Object object, String path) {
        if (object instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                hold(array[i], path);
            }
        } else if (object instanceof Iterable<?> many) {
            many.forEach(element -> hold(element, path));
        } else if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                hold(key, path);
                hold(value, path);
            });
        } else if (object instanceof Optional<?> maybe) {
            hold(maybe.orElse(null), path);
        } else if (object instanceof Reference<?> reference) {
            hold(reference.get(), path);
        } else if (object instanceof AtomicReference<?> reference) {
            hold(reference.get(), path);
        } else if (object instanceof ThreadLocal<?> local) {
            hold(local.get(), path);
        } else {
            fields(object, path);
        }
    }

    /** Fields of classes that are not the JDK's: those of its own are closed to reflection. */
    private void fields(Object object, String path) {
        for (Class<?> type = object.getClass(); type != null && !ofTheJdk(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive()) {
                    String name = path.isEmpty() ? type.getSimpleName() + "." + field.getName() : path;
                    hold(value(field, object), name);
                }
            }
        }
    }

    private static boolean ofTheJdk(Class<?> type) {
        return type.getModule().isNamed();
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(Modifier.isStatic(field.getModifiers()) ? null : object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be looked at", e);
        }
    }
}
