package org.espalier.host.support;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Shelf;
import org.espalier.optimizers.AdamW;
import org.espalier.optimizers.ConstantSchedule;
import org.espalier.optimizers.PlateauSchedule;
import org.espalier.optimizers.Sgd;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** A registry of small plugins and as much of a container as runs ask for. */
public final class TinyContainer {
    private static final String JOB =
            """
            name: tiny
            data: tiny
            model: { type: mlp, hidden: 4, most: 64 }
            loss: mean-square
            optimizer: { type: adamw, lr: 0.02 }
            batch: 8
            epochs: 3
            workers: 1
            checkpoint: { every: 5 steps, keep: 100 }
            """;
    private final PluginRegistry registry = new PluginRegistry();
    private final Map<String, Map<String, Object>> cards = new LinkedHashMap<>();
    private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();
    private long services;

    /** A registry with the perceptron, its data and loss, and the project's own optimizers. */
    public TinyContainer() {
        put(registry.data(), "tiny", new TinySource());
        put(registry.models(), "mlp", new TinyMlp());
        put(registry.losses(), "mean-square", new MeanSquare());
        put(registry.optimizers(), "adamw", new AdamW());
        put(registry.optimizers(), "sgd", new Sgd());
        put(registry.schedules(), "constant", new ConstantSchedule());
        put(registry.schedules(), "plateau", new PlateauSchedule());
    }

    /** A job of these plugins, and lines of YAML at its end; keys that these have are not in the job itself. */
    public static String job(String more) {
        Set<String> given = more.lines().map(line -> line.split(":", 2)[0]).collect(Collectors.toSet());
        return JOB.lines()
                        .filter(line -> !given.contains(line.split(":", 2)[0]))
                        .collect(Collectors.joining("\n", "", "\n"))
                + more;
    }

    /** The registry. */
    public PluginRegistry registry() {
        return registry;
    }

    /** Puts a plugin on its shelf in the place of the one of that name. */
    public <T> void put(Shelf<T> shelf, String name, T plugin, String... sees) {
        put(shelf, name, 1, plugin, sees);
    }

    /** The same, for a plugin whose state is of a schema. */
    public <T> void put(Shelf<T> shelf, String name, int schema, T plugin, String... sees) {
        put(shelf, name, schema, "", plugin, sees);
    }

    /** The same, for a plugin of a bundle and version. */
    public <T> void put(Shelf<T> shelf, String name, int schema, String version, T plugin, String... sees) {
        take(shelf, name);
        Map<String, Object> card = Map.of(
                "service.id", ++services, "espalier.name", name, "espalier.sees", sees, "espalier.schema", schema);
        cards.put(shelf.kind() + name, card);
        shelf.add(plugin, card, version);
    }

    /** Puts a plugin beside those of its name, to serve in their stead. */
    public <T> void outrank(Shelf<T> shelf, String name, int schema, T plugin, String... sees) {
        int rank = Math.toIntExact(++services);
        shelf.add(
                plugin,
                Map.of(
                        "service.id", services,
                        "service.ranking", rank,
                        "espalier.name", name,
                        "espalier.sees", sees,
                        "espalier.schema", schema));
    }

    /** Takes a plugin away. */
    public <T> void take(Shelf<T> shelf, String name) {
        Map<String, Object> card = cards.remove(shelf.kind() + name);
        if (card != null) {
            shelf.remove(card);
        }
    }

    /** Makes the container throw when it is asked for its bundles. */
    public void trouble(RuntimeException thrown) {
        trouble.set(thrown);
    }

    /** The container's face. */
    public BundleContext context() {
        Bundle bundle = (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getVersion") ? Version.emptyVersion : "org.espalier.tiny");
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getBundles")) {
                        if (trouble.get() != null) {
                            throw trouble.get();
                        }
                        return new Bundle[] {bundle};
                    }
                    return bundle;
                });
    }

    /** The small map as a source. */
    public static final class TinySource implements DataSource<TinySource.Settings> {
        /** Nothing to set. */
        public record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public DataOutline outline(Settings settings, Path base) {
            return new TinyData(50);
        }

        @Override
        public Dataset open(Settings settings, DataContext context) {
            return new TinyData(50);
        }
    }
}
