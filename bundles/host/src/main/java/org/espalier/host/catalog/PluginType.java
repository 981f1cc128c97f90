package org.espalier.host.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.api.data.DataSource;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Initializer;
import org.espalier.api.model.Model;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.optimize.Loss;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.Schedule;

/** The kinds of plugins by their service types; the API's plugin kinds share no supertype that would tell the settings. */
enum PluginType {
    STRATEGY("strategy", GrowthStrategy.class, p -> ((GrowthStrategy<?>) p).settings()),
    MODEL("model", Model.class, p -> ((Model<?>) p).settings()),
    DATA("data", DataSource.class, p -> ((DataSource<?>) p).settings()),
    OPTIMIZER("optimizer", Optimizer.class, p -> ((Optimizer<?>) p).settings()),
    SCHEDULE("schedule", Schedule.class, p -> ((Schedule<?>) p).settings()),
    LOSS("loss", Loss.class, p -> ((Loss<?>) p).settings()),
    INITIALIZER("initializer", Initializer.class, p -> ((Initializer<?>) p).settings()),
    NUMBER_SYSTEM("number system", NumberSystem.class, p -> ((NumberSystem<?>) p).settings());

    private final String kind;
    private final Class<?> service;
    private final Function<Object, Class<? extends Record>> settings;

    PluginType(String kind, Class<?> service, Function<Object, Class<? extends Record>> settings) {
        this.kind = kind;
        this.service = service;
        this.settings = settings;
    }

    /** The kind, as people call it. */
    String kind() {
        return kind;
    }

    /** The settings record of a plugin of this kind. */
    Class<? extends Record> settings(Object plugin) {
        return settings.apply(plugin);
    }

    /** The type of a kind. */
    static PluginType of(String kind) {
        return Arrays.stream(values())
                .filter(type -> type.kind.equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such kind of plugin: " + kind));
    }

    /** The type among the names of a service's types; empty if it is no plugin. */
    static Optional<PluginType> among(String... serviceTypes) {
        List<String> names = List.of(serviceTypes);
        return Arrays.stream(values())
                .filter(type -> names.contains(type.service.getName()))
                .findFirst();
    }
}
