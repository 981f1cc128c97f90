package org.espalier.host.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.DataSource;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Initializer;
import org.espalier.api.model.Model;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.optimize.Loss;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.Schedule;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * All plugins that are there now, shelf by shelf: every service with a plugin's card stands on the shelf of each kind that it
 * is. Declarative Services binds a replacement before it unbinds the old plugin, so plugins are told apart by service id,
 * never by name.
 */
@Component(service = PluginRegistry.class, immediate = true)
public final class PluginRegistry {
    private final Changes changes = new Changes();
    private final Shelf<GrowthStrategy<?>> strategies =
            new Shelf<>(new PluginKind<>("strategy", GrowthStrategy.class, GrowthStrategy::settings), changes);
    private final Shelf<Model<?>> models =
            new Shelf<>(new PluginKind<>("model", Model.class, Model::settings), changes);
    private final Shelf<DataSource<?>> data =
            new Shelf<>(new PluginKind<>("data", DataSource.class, DataSource::settings), changes);
    private final Shelf<Optimizer<?>> optimizers =
            new Shelf<>(new PluginKind<>("optimizer", Optimizer.class, Optimizer::settings), changes);
    private final Shelf<Schedule<?>> schedules =
            new Shelf<>(new PluginKind<>("schedule", Schedule.class, Schedule::settings), changes);
    private final Shelf<Loss<?>> losses = new Shelf<>(new PluginKind<>("loss", Loss.class, Loss::settings), changes);
    private final Shelf<Initializer<?>> initializers =
            new Shelf<>(new PluginKind<>("initializer", Initializer.class, Initializer::settings), changes);
    private final Shelf<NumberSystem<?>> numbers =
            new Shelf<>(new PluginKind<>("number system", NumberSystem.class, NumberSystem::settings), changes);
    private final List<Shelf<?>> shelves =
            List.of(strategies, models, data, optimizers, schedules, losses, initializers, numbers);

    private final @Nullable BundleContext context;

    /** The plugins of a container. */
    @Activate
    public PluginRegistry(BundleContext context) {
        this.context = context;
    }

    /** Plugins outside a container. */
    public PluginRegistry() {
        this.context = null;
    }

    /** What tells when anything on a shelf has changed. */
    public Changes changes() {
        return changes;
    }

    /** Ways of growing. */
    public Shelf<GrowthStrategy<?>> strategies() {
        return strategies;
    }

    /** Models. */
    public Shelf<Model<?>> models() {
        return models;
    }

    /** Data sources. */
    public Shelf<DataSource<?>> data() {
        return data;
    }

    /** Optimizers. */
    public Shelf<Optimizer<?>> optimizers() {
        return optimizers;
    }

    /** Courses of the learning rate. */
    public Shelf<Schedule<?>> schedules() {
        return schedules;
    }

    /** Losses. */
    public Shelf<Loss<?>> losses() {
        return losses;
    }

    /** Ways to be born. */
    public Shelf<Initializer<?>> initializers() {
        return initializers;
    }

    /** Number systems. */
    public Shelf<NumberSystem<?>> numbers() {
        return numbers;
    }

    /** Every shelf. */
    public List<Shelf<?>> shelves() {
        return shelves;
    }

    /** Names who knows more of plugins that are not there. */
    public void ask(Absence knowing) {
        shelves.forEach(shelf -> shelf.ask(knowing));
    }

    @Reference(
            service = AnyService.class,
            target = "(espalier.name=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addPlugin(Object plugin, Map<String, Object> properties) {
        Arrival arrival = Arrival.by(file(properties));
        shelves.forEach(shelf -> shelf.offer(plugin, properties, arrival));
    }

    /** The file in the drop-in folder that a service came from; null if it came from elsewhere. */
    private @Nullable Path file(Map<String, Object> properties) {
        if (context == null || !(properties.get(Constants.SERVICE_BUNDLEID) instanceof Long id)) {
            return null;
        }
        Bundle bundle = context.getBundle(id);
        return bundle == null
                ? null
                : DropInFolder.of(context).map(of -> of.file(bundle)).orElse(null);
    }

    void updatedPlugin(Object plugin, Map<String, Object> properties) {
        shelves.forEach(shelf -> shelf.update(properties));
    }

    void removePlugin(Object plugin, Map<String, Object> properties) {
        shelves.forEach(shelf -> shelf.remove(properties));
    }
}
