package org.espalier.host.plugins;

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
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * All plugins that are there now, shelf by shelf. Declarative Services binds a replacement before it unbinds the old plugin,
 * so plugins are told apart by service id, never by name.
 */
@Component(service = PluginRegistry.class, immediate = true)
public final class PluginRegistry {
    private final Shelf<GrowthStrategy<?>> strategies = new Shelf<>("strategy");
    private final Shelf<Model<?>> models = new Shelf<>("model");
    private final Shelf<DataSource<?>> data = new Shelf<>("data");
    private final Shelf<Optimizer<?>> optimizers = new Shelf<>("optimizer");
    private final Shelf<Schedule<?>> schedules = new Shelf<>("schedule");
    private final Shelf<Loss<?>> losses = new Shelf<>("loss");
    private final Shelf<Initializer<?>> initializers = new Shelf<>("initializer");
    private final Shelf<NumberSystem<?>> numbers = new Shelf<>("number system");

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
        return List.of(strategies, models, data, optimizers, schedules, losses, initializers, numbers);
    }

    @Reference(
            service = GrowthStrategy.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addStrategy(GrowthStrategy<?> plugin, Map<String, Object> properties) {
        strategies.add(plugin, properties);
    }

    void updatedStrategy(GrowthStrategy<?> plugin, Map<String, Object> properties) {
        strategies.update(properties);
    }

    void removeStrategy(GrowthStrategy<?> plugin, Map<String, Object> properties) {
        strategies.remove(properties);
    }

    @Reference(service = Model.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addModel(Model<?> plugin, Map<String, Object> properties) {
        models.add(plugin, properties);
    }

    void updatedModel(Model<?> plugin, Map<String, Object> properties) {
        models.update(properties);
    }

    void removeModel(Model<?> plugin, Map<String, Object> properties) {
        models.remove(properties);
    }

    @Reference(
            service = DataSource.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addData(DataSource<?> plugin, Map<String, Object> properties) {
        data.add(plugin, properties);
    }

    void updatedData(DataSource<?> plugin, Map<String, Object> properties) {
        data.update(properties);
    }

    void removeData(DataSource<?> plugin, Map<String, Object> properties) {
        data.remove(properties);
    }

    @Reference(service = Optimizer.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addOptimizer(Optimizer<?> plugin, Map<String, Object> properties) {
        optimizers.add(plugin, properties);
    }

    void updatedOptimizer(Optimizer<?> plugin, Map<String, Object> properties) {
        optimizers.update(properties);
    }

    void removeOptimizer(Optimizer<?> plugin, Map<String, Object> properties) {
        optimizers.remove(properties);
    }

    @Reference(service = Schedule.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSchedule(Schedule<?> plugin, Map<String, Object> properties) {
        schedules.add(plugin, properties);
    }

    void updatedSchedule(Schedule<?> plugin, Map<String, Object> properties) {
        schedules.update(properties);
    }

    void removeSchedule(Schedule<?> plugin, Map<String, Object> properties) {
        schedules.remove(properties);
    }

    @Reference(service = Loss.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLoss(Loss<?> plugin, Map<String, Object> properties) {
        losses.add(plugin, properties);
    }

    void updatedLoss(Loss<?> plugin, Map<String, Object> properties) {
        losses.update(properties);
    }

    void removeLoss(Loss<?> plugin, Map<String, Object> properties) {
        losses.remove(properties);
    }

    @Reference(
            service = Initializer.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addInitializer(Initializer<?> plugin, Map<String, Object> properties) {
        initializers.add(plugin, properties);
    }

    void updatedInitializer(Initializer<?> plugin, Map<String, Object> properties) {
        initializers.update(properties);
    }

    void removeInitializer(Initializer<?> plugin, Map<String, Object> properties) {
        initializers.remove(properties);
    }

    @Reference(
            service = NumberSystem.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addNumbers(NumberSystem<?> plugin, Map<String, Object> properties) {
        numbers.add(plugin, properties);
    }

    void updatedNumbers(NumberSystem<?> plugin, Map<String, Object> properties) {
        numbers.update(properties);
    }

    void removeNumbers(NumberSystem<?> plugin, Map<String, Object> properties) {
        numbers.remove(properties);
    }
}
