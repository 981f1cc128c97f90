package org.espalier.benchmarks.operators;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.data.Dataset;
import org.espalier.api.model.Model;
import org.espalier.api.run.RunEvent;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.growth.Births;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.job.Budget;
import org.espalier.host.log.RunLog;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.plugins.BoundSchedule;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.settings.SettingsBinding;
import org.espalier.host.training.Birth;
import org.espalier.host.training.SampleOrder;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.espalier.layers.loss.RelativeL2;
import org.espalier.models.Fno1d;
import org.espalier.models.Fno2d;
import org.espalier.optimizers.Adam;
import org.espalier.optimizers.ConstantSchedule;

/**
 * Trainers as the host has them in a container, of the project's own operators: relative L2, plain Adam at a constant rate, no
 * growth, samples in the order in which the data holds them.
 */
public final class OperatorRun {
    private OperatorRun() {}

    /** A trainer that begins with given weights. */
    public static Trainer begin(
            OperatorCase operator, Dataset data, TorchWeights weights, double rate, long epochs, int workers)
            throws PluginFaultException {
        Setup setup = setup(operator, data, rate, epochs, workers);
        TrainingState state = new Birth(setup).begin();
        weights.into(state.revision);
        return new Trainer(setup, state, new NoLog());
    }

    private static Setup setup(OperatorCase operator, Dataset data, double rate, long epochs, int workers) {
        BoundOptimizer adam = new BoundOptimizer(new Adam(), settings(Adam.Settings.class, Map.of("lr", rate)));
        return new Setup(
                operator.name(),
                model(operator),
                data,
                new BoundLoss(new RelativeL2(), new RelativeL2.Settings()),
                new OptimizerByParameter(parameter -> adam),
                parameter -> adam.rate(),
                adam.moments().size(),
                new BoundSchedule(new ConstantSchedule(), new ConstantSchedule.Settings()),
                new Births(1, Optional.empty()),
                List.of(),
                new NoStrategies(),
                new Budget(Optional.empty(), Optional.empty(), Optional.empty()),
                operator.batch(),
                epochs,
                1,
                SampleOrder.stored(),
                OptionalDouble.empty(),
                workers,
                Duration.ofSeconds(10),
                0,
                RecordedGrowth.none());
    }

    private static BoundModel model(OperatorCase operator) {
        return operator.axes() == 1 ? bound(new Fno1d(), operator) : bound(new Fno2d(), operator);
    }

    private static <S extends Record> BoundModel bound(Model<S> model, OperatorCase operator) {
        Map<String, Object> sizes = Map.of(
                "width", operator.width(),
                "layers", OperatorCase.LAYERS,
                "modes", operator.modes(),
                "max-modes", operator.modes(),
                "hidden", OperatorCase.HIDDEN);
        return new BoundModel(model, settings(model.settings(), sizes));
    }

    private static <S extends Record> S settings(Class<S> type, Map<String, Object> values) {
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
