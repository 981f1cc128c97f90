package org.espalier.host.runs.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Signal;
import org.espalier.host.job.Budget;
import org.espalier.host.job.Cadence;
import org.espalier.host.job.CheckpointPolicy;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.job.Optimization;
import org.espalier.host.job.Said;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.SavedCodes;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.AugmentedData;
import org.espalier.host.support.NormedRun;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Rounded;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TappedMlp;
import org.espalier.host.support.TinyRun;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.espalier.host.weights.Tensor;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.espalier.testkit.doubles.GradMax;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public class ResumeTest {
    @TempDir
    Path folder;

    private static TinyRun byEnergy() {
        // Grows on every third step by what the gradients say, so that every accumulator matters.
        Scripted strategy = new Scripted((seen, state) -> {
            double[] energy = seen.gradientEnergy(seen.dims().get(0));
            double sum = state.number("energy", 0) + energy[0] + seen.trainLoss();
            int size = seen.dims().get(0).size();
            return sum > 0.5 && size < 12
                    ? Decision.grow(
                            GrowthPlan.of(GrowthOp.resize("hidden", size + 1)).preservingFunction(),
                            "energy " + sum,
                            state.with("energy", 0))
                    : Decision.keep("energy " + sum, state.with("energy", sum));
        });
        return new TinyRun()
                .epochs(4)
                .grow(
                        "width",
                        "hidden",
                        new Cadence.Steps(3),
                        strategy,
                        new Scripted.Settings(),
                        Signal.GRADIENT_ENERGY);
    }

    /** GradMax on a tapped width, beside a rank that grows and is refactored by turns, out of step with it. */
    private static TinyRun byBridge() {
        Scripted rank = new Scripted((seen, state) -> {
            Dim dim = seen.dims().get(0);
            GrowthOp op = dim.size() < 4 ? GrowthOp.resize(dim, 4) : GrowthOp.refactor(dim, 2);
            return Decision.grow(GrowthPlan.of(op), "by turns", state);
        });
        return new TinyRun()
                .model(new BoundModel(new TappedMlp(), TappedMlp.of(3, 2)))
                .epochs(4)
                .grow("rank", "rank", new Cadence.Steps(4), rank, new Scripted.Settings())
                .grow(
                        "width",
                        "hidden",
                        new Cadence.Steps(5),
                        new GradMax(),
                        new GradMax.Settings(1, 0.5),
                        Signal.BRIDGE);
    }

    /** Every epoch sees its samples otherwise, so a run that is resumed in mid-epoch must see them as that epoch does. */
    private static TinyRun onAugmentedData() {
        return new TinyRun().data(new AugmentedData()).epochs(4);
    }

    private static TinyRun inLns(TinyRun run) {
        return run.precision(Rounded.lns(Rounded.DRAWN));
    }

    static Stream<Arguments> runs() {
        return Stream.of(
                Arguments.of("energy", (Supplier<TinyRun>) ResumeTest::byEnergy, 12),
                Arguments.of("bridge", (Supplier<TinyRun>) ResumeTest::byBridge, 7),
                Arguments.of("energy, lns", (Supplier<TinyRun>) () -> inLns(byEnergy()), 12),
                Arguments.of("bridge, lns", (Supplier<TinyRun>) () -> inLns(byBridge()), 7),
                Arguments.of("augmentation", (Supplier<TinyRun>) ResumeTest::onAugmentedData, 4),
                Arguments.of("statistics", NormedRun.again(Variant.STANDARD, 40), 0),
                Arguments.of("statistics, augmented network", NormedRun.again(Variant.AUGMENTED, 40), 0));
    }

    public static Job job(Setup setup) {
        Choice none = new Choice("none", Map.of(), "none");
        return new Job(
                "tiny",
                none,
                none,
                none,
                new Optimization(none, Optional.empty()),
                none,
                none,
                8,
                4,
                1,
                OptionalDouble.empty(),
                List.of(),
                setup.entries(),
                new Budget(Optional.empty(), Optional.empty(), Optional.empty()),
                new CheckpointPolicy(new Cadence.Steps(1), 100),
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                0,
                false,
                Optional.empty(),
                new Said(Map.of()));
    }

    private static Composed composed(Job job, Precision precision) {
        return new Composed() {
            @Override
            public Job job() {
                return job;
            }

            @Override
            public int scheduleSchema() {
                return 1;
            }

            @Override
            public List<String> moments(String parameter) {
                return List.of("first", "second");
            }

            @Override
            public Optional<SavedCodes> codes(Tensor tensor) {
                return CodedWeights.of(tensor, precision);
            }
        };
    }

    public static Snapshot snapshot(Trainer trainer, Job job) {
        return snapshot(trainer, job, Precision.float32());
    }

    public static Snapshot snapshot(Trainer trainer, Job job, Precision precision) {
        TrainingState state = trainer.state();
        state.seconds = 0; // the only thing in a state that a clock writes
        return Snapshots.of("tiny/1", Optional.empty(), composed(job, precision), state, new Offsets(0, 0), Map.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aRunResumedAfterAnyStepEndsBitEqual(String by, Supplier<TinyRun> runs, int grown) throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder, "tiny/1", Disk.local());
        Setup setup = runs.get().setup();
        Job job = job(setup);
        Snapshot whole;
        long steps;
        try (Trainer trainer = runs.get().begin(new RecordedLog())) {
            checkpoints.save(snapshot(trainer, job, setup.precision()), Map.of());
            while (!trainer.finished()) {
                trainer.step();
                checkpoints.save(snapshot(trainer, job, setup.precision()), Map.of());
            }
            whole = snapshot(trainer, job, setup.precision());
            steps = trainer.state().step;
            assertEquals(
                    grown,
                    trainer.state()
                            .revision
                            .dims()
                            .find("hidden")
                            .map(Dim::size)
                            .orElse(0));
        }
        for (Path saved : checkpoints.newestFirst()) {
            Snapshot snapshot = checkpoints.open(saved).snapshot();
            TinyRun again = runs.get();
            DataSizing sizing =
                    new DataSizing(again.setup().model(), again.setup().data(), 8);
            TrainingState state = new Restoring(snapshot, sizing).state(again.setup());
            try (Trainer trainer = new Trainer(again.setup(), state, new RecordedLog())) {
                while (!trainer.finished()) {
                    trainer.step();
                }
                assertEquals(steps, trainer.state().step);
                assertEquals(whole, snapshot(trainer, job, setup.precision()), "resumed from " + saved);
            }
        }
    }
}
