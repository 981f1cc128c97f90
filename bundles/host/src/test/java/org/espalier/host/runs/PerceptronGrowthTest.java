package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.host.job.Cadence;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.runs.saving.ResumeTest;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyRun;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.espalier.layers.Activation;
import org.espalier.models.mlp.Mlp;
import org.espalier.models.mlp.MlpSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The perceptron of the archive, grown by Net2Net's two operations and by the layout's own rules in the middle of training. */
class PerceptronGrowthTest {
    private static final int GROWTH = 10;

    @TempDir
    Path folder;

    private static TinyRun run(Variant variant, Activation activation) {
        int stream = variant == Variant.RESIDUAL ? 7 : 0;
        MlpSettings settings =
                new MlpSettings(variant, activation, 6, List.of(6, 5), 2, 64, 8, stream, 0, Optional.empty());
        return new TinyRun().epochs(6).model(new BoundModel(new Mlp(), settings));
    }

    private static TinyRun grown(TinyRun run, Function<StepView, GrowthPlan> plan, String... sees) {
        Scripted once = new Scripted((seen, state) -> seen.step() == GROWTH
                ? Decision.grow(plan.apply(seen), "it is time", state)
                : Decision.keep("not now", state));
        return run.grow("growth", "*", new Cadence.Steps(1), once, new Scripted.Settings(), sees);
    }

    private static Trainer atGrowth(TinyRun run, RecordedLog log) throws Exception {
        Trainer trainer = run.begin(log);
        for (int step = 0; step < GROWTH; step++) {
            trainer.step();
        }
        return trainer;
    }

    private static float[] outputs(Trainer trainer) {
        return trainer.predict(Split.TEST, 10, trainer.state().revision.dims()).values();
    }

    /** The largest difference of outputs beside the same run without growth, relative to the largest output. */
    private static double change(TinyRun without, TinyRun with, RecordedLog log) throws Exception {
        try (Trainer plain = atGrowth(without, new RecordedLog());
                Trainer grown = atGrowth(with, log)) {
            assertEquals(List.of(), log.journal("rejected"));
            assertEquals(
                    1,
                    log.journal("growth").stream()
                            .map(l -> l.get("revision"))
                            .distinct()
                            .count());
            float[] before = outputs(plain);
            float[] after = outputs(grown);
            double largest = 0;
            double difference = 0;
            for (int i = 0; i < before.length; i++) {
                largest = Math.max(largest, Math.abs(before[i]));
                difference = Math.max(difference, Math.abs(before[i] - after[i]));
            }
            double first =
                    grown.evaluate(Split.TRAIN, grown.state().revision.dims()).loss();
            while (!grown.finished()) {
                grown.step();
            }
            double last =
                    grown.evaluate(Split.TRAIN, grown.state().revision.dims()).loss();
            assertTrue(last < first, "it goes on learning: " + first + " → " + last);
            return difference / largest;
        }
    }

    private static GrowthPlan wider(StepView seen) {
        return GrowthPlan.of(seen.dims().stream()
                .filter(dim -> dim.name().startsWith("hidden"))
                .map(dim -> GrowthOp.remap(
                        dim,
                        IntStream.range(0, 2 * dim.size() - 1)
                                .map(i -> i < dim.size() ? i : seen.random().integer(i, dim.size()))
                                .toArray()))
                .toList());
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void unitsCopiedInMidRunKeepTheOutputsAndTrainingGoesOn(Variant variant) throws Exception {
        RecordedLog log = new RecordedLog();
        TinyRun wider = grown(run(variant, Activation.GELU), seen -> wider(seen).preservingFunction());
        double change = change(run(variant, Activation.GELU), wider, log);
        assertTrue(change < 1e-6, "outputs change by " + change);
        assertEquals(
                List.of(6, 11, 5, 9),
                log.journal("growth").stream()
                        .flatMap(l -> Stream.of(l.get("from"), l.get("to")))
                        .toList());
    }

    @Test
    void aLayerThatIsNotThereYetIsGivenValuesOfTheShapeThatThePlanLeadsTo() throws Exception {
        RecordedLog log = new RecordedLog();
        TinyRun deeper = grown(
                run(Variant.PLAIN, Activation.RELU),
                seen -> {
                    GrowthOp.Resize more = GrowthOp.resize("depth", 3);
                    Layout after = seen.layoutIf(GrowthPlan.of(more)).orElseThrow();
                    Parameter born = after.parameters().stream()
                            .filter(p -> seen.layout().find(p.name()).isEmpty()
                                    && p.axes().size() == 2)
                            .findFirst()
                            .orElseThrow();
                    int width = born.shape()[0];
                    float[] identity = new float[born.length()];
                    for (int i = 0; i < width; i++) {
                        identity[i * width + i] = 1;
                    }
                    return GrowthPlan.of(more.born(born.name(), Init.values(identity)))
                            .preservingFunction();
                },
                Signal.PROBE);
        double change = change(run(Variant.PLAIN, Activation.RELU), deeper, log);
        assertTrue(change < 1e-6, "outputs change by " + change);
        assertEquals(List.of(), log.journal("fault"));
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void deeperByTheLayoutsOwnRulesKeepsTheOutputsToTheBit(Variant variant) throws Exception {
        RecordedLog log = new RecordedLog();
        TinyRun deeper = grown(run(variant, Activation.RELU), seen -> GrowthPlan.of(GrowthOp.resize("depth", 4))
                .preservingFunction());
        assertEquals(0, change(run(variant, Activation.RELU), deeper, log));
        assertEquals("unchanged", log.journal("growth").get(0).get("outputs"));
    }

    @Test
    void deeperByAnIdentityThatTheStrategyAsksForKeepsTheOutputs() throws Exception {
        TinyRun deeper = grown(run(Variant.PLAIN, Activation.RELU), seen -> GrowthPlan.of(GrowthOp.resize("depth", 3)
                        .born("hidden2.weight", Init.identity())
                        .born("hidden2.bias", Init.zero()))
                .preservingFunction());
        assertEquals(0, change(run(Variant.PLAIN, Activation.RELU), deeper, new RecordedLog()));
    }

    static Stream<String> widths() {
        return Stream.of(
                "PLAIN hidden0.width", "PLAIN hidden1.width", "RESIDUAL hidden1.width", "RESIDUAL stream.width");
    }

    @ParameterizedTest
    @MethodSource("widths")
    void newUnitsAreNotHeardAtFirstAndLearnToBe(String which) throws Exception {
        Variant variant = Variant.valueOf(which.split(" ")[0]);
        String dim = which.split(" ")[1];
        TinyRun resized = grown(run(variant, Activation.GELU), seen -> GrowthPlan.of(GrowthOp.resize(dim, 12))
                .preservingFunction());
        double change = change(run(variant, Activation.GELU), resized, new RecordedLog());
        assertTrue(change < 1e-6, "outputs change by " + change);
    }

    @Test
    void theSharedStreamIsNotRemappedAndTheReasonSaysWhy() throws Exception {
        RecordedLog log = new RecordedLog();
        TinyRun remapped = grown(
                run(Variant.RESIDUAL, Activation.RELU),
                seen -> GrowthPlan.of(GrowthOp.remap(seen.allDims().get("stream.width"), 0, 1, 2, 3, 4, 5, 6, 0, 1)));
        try (Trainer trainer = atGrowth(remapped, log)) {
            assertEquals(7, trainer.state().revision.dims().size("stream.width"));
            assertEquals(0, trainer.state().revision.number());
        }
        String why = String.valueOf(log.journal("rejected").get(0).get("why"));
        assertTrue(why.contains("stream.width: cannot be remapped, since in.weight shares it"), why);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void theBridgeAcrossAHiddenLayerReachesFromWhatItsUnitsReadToWhatTheyFeed(Variant variant) throws Exception {
        AtomicReference<float[]> bridge = new AtomicReference<>(new float[0]);
        Scripted looking = new Scripted((seen, state) -> {
            bridge.set(seen.bridge(seen.allDims().get("hidden0.width")));
            return Decision.keep("looked", state);
        });
        TinyRun run = run(variant, Activation.GELU)
                .grow("look", "hidden*", new Cadence.Steps(GROWTH), looking, new Scripted.Settings(), Signal.BRIDGE);
        RecordedLog log = new RecordedLog();
        try (Trainer trainer = atGrowth(run, log)) {
            assertEquals(List.of(), log.journal("fault"));
            // Plain: five units of the next layer by four inputs; residual: the stream, of seven, by itself.
            assertEquals(variant == Variant.PLAIN ? 5 * 4 : 7 * 7, bridge.get().length);
            assertTrue(IntStream.range(0, bridge.get().length).anyMatch(i -> bridge.get()[i] != 0), "all zero");
        }
    }

    /** Wider by copies with noise at step 10, deeper at step 20. */
    private static TinyRun growingTwice() {
        Scripted twice = new Scripted((seen, state) -> {
            if (seen.step() == GROWTH) {
                int[] from = {0, 1, 2, 3, 4, 5, 2, 2, seen.random().integer(0, 6)};
                GrowthOp.Remap remap = GrowthOp.remap(seen.allDims().get("hidden0.width"), from);
                return Decision.grow(GrowthPlan.of(remap.noise(0.01)), "wider", state);
            }
            return seen.step() == 2 * GROWTH
                    ? Decision.grow(GrowthPlan.of(GrowthOp.resize("depth", 3)), "deeper", state)
                    : Decision.keep("not now", state);
        });
        return run(Variant.PLAIN, Activation.RELU)
                .epochs(4)
                .grow("growth", "*", new Cadence.Steps(1), twice, new Scripted.Settings());
    }

    @Test
    void aRunResumedAroundBothGrowthsEndsBitEqual() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder, "tiny/1", Disk.local());
        Snapshot whole;
        try (Trainer trainer = growingTwice().begin(new RecordedLog())) {
            while (!trainer.finished()) {
                trainer.step();
                checkpoints.save(
                        ResumeTest.snapshot(
                                trainer, ResumeTest.job(growingTwice().setup())),
                        Map.of());
            }
            whole = ResumeTest.snapshot(trainer, ResumeTest.job(growingTwice().setup()));
            assertEquals(9, trainer.state().revision.dims().size("hidden0.width"));
            assertEquals(5, trainer.state().revision.dims().size("hidden2.width"));
        }
        for (Path saved : checkpoints.newestFirst()) {
            TinyRun again = growingTwice();
            DataSizing sizing =
                    new DataSizing(again.setup().model(), again.setup().data(), 8);
            TrainingState state = new Restoring(checkpoints.open(saved).snapshot(), sizing).state(again.setup());
            try (Trainer trainer = new Trainer(again.setup(), state, new RecordedLog())) {
                while (!trainer.finished()) {
                    trainer.step();
                }
                Snapshot end = ResumeTest.snapshot(trainer, ResumeTest.job(again.setup()));
                assertEquals(whole, end, "resumed from " + saved);
            }
        }
    }

    @Test
    void preparedFormsAreDroppedWithoutATrace() throws Exception {
        float[][] ends = new float[2][];
        for (int i = 0; i < 2; i++) {
            try (Trainer trainer = growingTwice().reprepare(i * 0.5).begin(new RecordedLog())) {
                while (!trainer.finished()) {
                    trainer.step();
                }
                ends[i] = outputs(trainer);
            }
        }
        assertArrayEquals(ends[0], ends[1]);
    }
}
