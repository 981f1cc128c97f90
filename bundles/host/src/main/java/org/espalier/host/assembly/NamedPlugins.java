package org.espalier.host.assembly;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.job.PluginKey;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;

/** The plugins that a job names, looked up and no more: whether they are there, and whether they take their settings. */
public final class NamedPlugins {
    private NamedPlugins() {}

    /** The names of those that do not serve, by the keys of the job that name them; with what is known of why. */
    public static Map<String, String> absent(Job job, PluginRegistry registry) {
        Map<String, String> absent = new TreeMap<>();
        for (Choice choice : job.choices()) {
            shelf(choice, registry)
                    .filter(shelf -> shelf.best(choice.type()).isEmpty())
                    .ifPresent(shelf -> absent.put(choice.key(), named(shelf, choice.type())));
        }
        return absent;
    }

    private static String named(Shelf<?> shelf, String name) {
        return shelf.fault(name)
                .map(why -> name + ", which is set aside: " + why)
                .orElse(name);
    }

    /**
     * Has those that are there read their settings.
     *
     * @throws RefusedException if one of them does not take them
     */
    public static void bind(JobFile file, PluginRegistry registry) throws RefusedException {
        try {
            for (Choice choice : file.job().choices()) {
                shelf(choice, registry).ifPresent(shelf -> bind(shelf, choice));
            }
        } catch (SettingsException e) {
            throw file.refusal(e);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new RefusedException(file.file().toString(), "", "a plugin failed: " + e);
        }
    }

    private static <T> void bind(Shelf<T> shelf, Choice choice) {
        Optional<Slot<T>.Lease> lease = shelf.lease(choice.type());
        if (lease.isPresent()) {
            try (Slot<T>.Lease held = lease.get()) {
                choice.bind(shelf.settings(held.plugin()));
            }
        }
    }

    /** The settings record of a choice's plugin; one without components for a name that stands for none; empty if it is not there. */
    static Optional<Class<? extends Record>> record(Choice choice, PluginRegistry registry) {
        Optional<Shelf<?>> shelf = shelf(choice, registry);
        return shelf.isPresent() ? record(shelf.get(), choice.type()) : Optional.of(Nothing.class);
    }

    private static <T> Optional<Class<? extends Record>> record(Shelf<T> shelf, String name) {
        Optional<Slot<T>.Lease> lease = shelf.lease(name);
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try (Slot<T>.Lease held = lease.get()) {
            return Optional.of(shelf.settings(held.plugin()));
        }
    }

    /** What there is to set of a name that stands for no plugin. */
    private record Nothing() {}

    /** Where a choice's plugin stands; empty for a name that stands for none. */
    private static Optional<Shelf<?>> shelf(Choice choice, PluginRegistry registry) {
        Optional<PluginKey> key = Stream.of(PluginKey.values())
                .filter(known -> known.key().equals(choice.key()))
                .findFirst();
        if (key.map(PluginKey::fallback).filter(choice.type()::equals).isPresent()) {
            return Optional.empty();
        }
        String kind = choice.key().startsWith(Choice.GROWTH)
                ? "strategy"
                : key.orElse(PluginKey.OPTIMIZER).kind();
        for (Shelf<?> shelf : registry.shelves()) {
            if (shelf.kind().equals(kind)) {
                return Optional.of(shelf);
            }
        }
        return Optional.empty();
    }
}
