package org.espalier.host.support;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.host.growth.Births;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.Budget;
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
import org.espalier.layers.loss.RelativeL2;
import org.espalier.models.Fno1d;
import org.espalier.models.FnoSettings;
import org.espalier.optimizers.AdamW;
import org.espalier.optimizers.CosineSchedule;
import org.espalier.settings.SettingsBinding;

/** A run of the archive's own plugins that takes a thousand steps in a second: a small operator on a line. */
public final class OperatorRun implements StrategySupply {
    private static final int POINTS = 64;
    private static final int BATCH = 8;

    private OperatorRun() {}

    /** A trainer of a newborn run whose only epoch has that many steps. */
    public static Trainer begin(int steps) throws PluginFaultException {
        AdamW.Settings adamW = SettingsBinding.bind(AdamW.Settings.class, Map.of(), "optimizer");
        CosineSchedule.Settings cosine = SettingsBinding.bind(CosineSchedule.Settings.class, Map.of(), "schedule");
        BoundOptimizer optimizer = new BoundOptimizer(new AdamW(), adamW);
        Setup setup = new Setup(
                "operator/1",
                new BoundModel(new Fno1d(), new FnoSettings(8, 2, 4, 4, 16)),
                new Waves(steps * BATCH),
                new BoundLoss(new RelativeL2(), new RelativeL2.Settings()),
                new OptimizerByParameter(p -> optimizer),
                p -> optimizer.rate(),
                optimizer.moments().size(),
                Precision.float32(),
                new BoundSchedule(new CosineSchedule(), cosine, 1),
                new Births(1, Optional.empty()),
                List.of(),
                new OperatorRun(),
                new Budget(Optional.empty(), Optional.empty(), Optional.empty()),
                BATCH,
                1,
                1,
                SampleOrder.shuffled(1),
                OptionalDouble.of(1),
                2,
                Duration.ofSeconds(10),
                true,
                0,
                RecordedGrowth.none());
        return new Trainer(setup, new Birth(setup).begin(), new RecordedLog());
    }

    @Override
    public <T> Optional<T> withStrategy(String entry, Call<T> call) {
        return Optional.empty();
    }

    /** Waves of every phase, moved on by an eighth of the line. */
    private record Waves(int train) implements Dataset {
        @Override
        public int count(Split split) {
            return split == Split.TRAIN ? train : BATCH;
        }

        @Override
        public Dims dims() {
            return Dims.of();
        }

        @Override
        public int[] inputShape(Dims dims) {
            return new int[] {POINTS, 1};
        }

        @Override
        public int[] targetShape(Dims dims) {
            return new int[] {POINTS, 1};
        }

        @Override
        public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            for (int i = 0; i < POINTS; i++) {
                double x = 2 * Math.PI * i / POINTS + index;
                input[inputAt + i] = (float) Math.sin(x);
                target[targetAt + i] = (float) Math.sin(x + Math.PI / 4);
            }
        }

        @Override
        public DatasetCard card() {
            return DatasetCard.of("waves", "a", "u").onPeriodicDomain();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
