package org.espalier.testkit.plugin;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A class loader that loads a plugin's own classes once more, as the loader of its bundle would, and all else as ever. */
final class PluginLoader extends URLClassLoader {
    PluginLoader(URL classes, ClassLoader parent) {
        super(new URL[] {classes}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
                loaded = findClass(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    /** A new object of the same class by name, made without arguments as Declarative Services make it. */
    Object again(Object plugin) throws ReflectiveOperationException {
        Class<?> type = loadClass(plugin.getClass().getName());
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(
                    type.getName()
                            + " has no constructor without arguments. The container makes plugins with one; what a"
                            + " plugin needs comes with each call.",
                    e);
        }
    }

    /** A value with its records and enums in this loader's classes. */
    @Nullable
    Object translated(@Nullable Object value) throws ReflectiveOperationException {
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (Object element : list) {
                copy.add(translated(element));
            }
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                copy.put(entry.getKey(), translated(entry.getValue()));
            }
            return copy;
        }
        if (value instanceof Optional<?> maybe) {
            return Optional.ofNullable(translated(maybe.orElse(null)));
        }
        if (value instanceof Enum<?> word) {
            Object[] words = loadClass(word.getDeclaringClass().getName()).getEnumConstants();
            return words[word.ordinal()];
        }
        return value instanceof Record settings ? record(settings) : value;
    }

    private Object record(Record settings) throws ReflectiveOperationException {
        RecordComponent[] components = settings.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        Class<?> type = loadClass(settings.getClass().getName());
        for (int i = 0; i < components.length; i++) {
            components[i].getAccessor().setAccessible(true);
            values[i] = translated(components[i].getAccessor().invoke(settings));
            types[i] = type.getRecordComponents()[i].getType();
        }
        Constructor<?> canonical = type.getDeclaredConstructor(types);
        canonical.setAccessible(true);
        return canonical.newInstance(values);
    }
}
