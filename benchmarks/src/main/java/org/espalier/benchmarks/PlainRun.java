package org.espalier.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.espalier.api.data.Dataset;
import org.espalier.api.run.RunEvent;
import org.espalier.host.growth.Births;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.Budget;
import org.espalier.host.log.RunLog;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.plugins.BoundSchedule;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.training.Birth;
import org.espalier.host.training.SampleOrder;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.espalier.host.weights.Revision;
import org.espalier.optimizers.Adam;
import org.espalier.optimizers.ConstantSchedule;
import org.espalier.settings.SettingsBinding;

/** Trainers as the host has them in a container: a constant rate, no growth, samples in the order in which the data holds them. */
public final class PlainRun {
    private PlainRun() {}

    /**
     * A trainer by plain Adam that begins with given weights.
     *
     * @param name    for messages
     * @param batch   samples per step
     * @param weights writes them into the newborn revision
     */
    public static Trainer begin(
            String name,
            BoundModel model,
            BoundLoss loss,
            Dataset data,
            int batch,
            double rate,
            long epochs,
            int workers,
            Consumer<Revision> weights)
            throws PluginFaultException {
        BoundOptimizer adam = new BoundOptimizer(new Adam(), settings(Adam.Settings.class, Map.of("lr", rate)));
        return begin(name, model, loss, data, batch, adam, epochs, workers, weights);
    }

    /** A trainer by any optimizer that begins with given weights; the rest is as for Adam. */
    public static Trainer begin(
            String name,
            BoundModel model,
            BoundLoss loss,
            Dataset data,
            int batch,
            BoundOptimizer optimizer,
            long epochs,
            int workers,
            Consumer<Revision> weights)
            throws PluginFaultException {
        Trainer trainer = begin(name, model, loss, data, batch, optimizer, Precision.float32(), epochs, workers);
        weights.accept(trainer.state().revision);
        return trainer;
    }

    /** A trainer in any precision that begins with weights as its layout bears them. */
    public static Trainer begin(
            String name,
            BoundModel model,
            BoundLoss loss,
            Dataset data,
            int batch,
            BoundOptimizer optimizer,
            Precision precision,
            long epochs,
            int workers)
            throws PluginFaultException {
        Setup setup = new Setup(
                name,
                model,
                data,
                loss,
                new OptimizerByParameter(parameter -> optimizer),
                parameter -> optimizer.rate(),
                optimizer.moments().size(),
                precision,
                new BoundSchedule(new ConstantSchedule(), new ConstantSchedule.Settings(), 1),
                new Births(1, Optional.empty()),
                List.of(),
                new NoStrategies(),
                new Budget(Optional.empty(), Optional.empty(), Optional.empty()),
                batch,
                epochs,
                1,
                SampleOrder.stored(),
                OptionalDouble.empty(),
                workers,
                Duration.ofSeconds(10),
                true,
                0,
                RecordedGrowth.none());
        TrainingState state = new Birth(setup).begin();
        return new Trainer(setup, state, new NoLog());
    }

    /** Settings of a plugin by their keys in a job. */
    public static <S extends Record> S settings(Class<S> type, Map<String, Object> values) {
        return SettingsBinding.bind(type, values, type.getSimpleName());
    }

    private static final class NoStrategies implements StrategySupply {
        @Override
        public <T> Optional<T> withStrategy(String entry, Call<T> call) {
            return Optional.empty();
        }
    }

    private static final class NoLog implements RunLog {
        @Override
        public void journal(String kind, long step, Map<String, ?> fields) {
            // Nothing here is worth keeping.
        }

        @Override
        public void metric(String kind, long step, Map<String, ?> fields) {
            // Nothing here is worth keeping.
        }

        @Override
        public void tell(RunEvent event) {
            // Nobody watches.
        }
    }
}
