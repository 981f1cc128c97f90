package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.host.job.Cadence;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.runs.saving.CodedWeights;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Rounded;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyData;
import org.espalier.host.support.TinyRun;
import org.espalier.host.weights.NativeFloats;
import org.espalier.host.weights.Tensor;
import org.espalier.lns.Bfloat16;
import org.espalier.lns.Fixed;
import org.espalier.lns.Lns;
import org.espalier.models.mlp.Mlp;
import org.espalier.settings.SettingsBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundedRunTest {
    private static final Map<String, Object> PLAIN = Map.of();

    private static float[] seen(Tensor tensor) {
        float[] values = new float[tensor.values().length];
        NativeFloats.read(tensor.array(), values);
        return values;
    }

    private static Map<String, float[]> trained(TinyRun run) throws Exception {
        Map<String, float[]> all = new LinkedHashMap<>();
        try (Trainer trainer = run.begin(new RecordedLog())) {
            while (!trainer.finished()) {
                trainer.step();
            }
            for (Tensor tensor : trainer.state().revision.tensors()) {
                String name = tensor.parameter().name();
                all.put(name, tensor.values().clone());
                all.put(name + " as seen", seen(tensor));
                all.put(name + " first", tensor.moments()[0].clone());
            }
        }
        return all;
    }

    private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }

    /** Hidden units come one by one, by steps. */
    private static TinyRun growing(Init births) {
        Scripted wider = new Scripted((seen, state) -> {
            int size = seen.dims().get(0).size();
            return size == 9
                    ? Decision.keep("wide enough", state)
                    : Decision.grow(
                            GrowthPlan.of(GrowthOp.resize("hidden", size + 1).born("w1", births)), "by steps", state);
        });
        return new TinyRun().epochs(6).grow("width", "hidden", new Cadence.Steps(6), wider, new Scripted.Settings());
    }

    private static TinyRun growing() {
        return growing(Init.normal(0.5));
    }

    @Test
    void weightsPackAndUnpackBitForBitAtEveryStepAndAreSeenInFewerBits() throws Exception {
        Precision precision = Rounded.lns(PLAIN);
        try (Trainer trainer = growing().precision(precision).begin(new RecordedLog())) {
            do {
                for (Tensor tensor : trainer.state().revision.tensors()) {
                    String at = tensor.parameter() + " after step " + trainer.state().step;
                    float[] decoded =
                            CodedWeights.of(tensor, precision).orElseThrow().values();
                    assertArrayEquals(tensor.values(), decoded, at);
                    Set<Float> mantissas = new TreeSet<>();
                    for (float value : seen(tensor)) {
                        mantissas.add(Math.scalb(Math.abs(value), -Math.getExponent(value)));
                    }
                    assertTrue(mantissas.size() <= 9, at + " is seen with " + mantissas);
                }
                trainer.step();
            } while (!trainer.finished());
            assertEquals(9, trainer.state().revision.dims().size("hidden"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bitsDoNotDependOnTheNumberOfWorkers(int workers) throws Exception {
        Supplier<TinyRun> run = () -> growing().precision(Rounded.lns(Rounded.ALL_DRAWN));
        assertSame(trained(run.get().workers(1)), trained(run.get().workers(workers)));
    }

    @Test
    void preparedFormsCanBeDroppedAtAnyTime() throws Exception {
        Supplier<TinyRun> run = () -> perceptron().precision(Rounded.lns(Rounded.ALL_DRAWN));
        assertSame(trained(run.get()), trained(run.get().reprepare(0.5)));
    }

    @Test
    void aGrowthLeavesTheBitsOfWhatWasThere() throws Exception {
        Precision precision = Rounded.lns(Map.of("update", Map.of("group", "row")));
        try (Trainer trainer = growing(Init.normal(40)).precision(precision).begin(new RecordedLog())) {
            for (int growth = 1; growth <= 5; growth++) {
                while (trainer.state().step < 6L * growth) {
                    trainer.advance();
                    if (trainer.state().step < 6L * growth) {
                        trainer.grow();
                    }
                }
                float[] before = trainer.state().revision.tensor("w1").values().clone();
                double[] scales = trainer.state().revision.tensor("w1").scales().clone();
                trainer.grow();
                Tensor after = trainer.state().revision.tensor("w1");
                assertArrayEquals(before, Arrays.copyOf(after.values(), before.length));
                assertArrayEquals(scales, Arrays.copyOf(after.scales(), scales.length));
                assertEquals(scales.length + 1, after.scales().length);
            }
        }
    }

    @Test
    void theOptimizerGetsGradientsOfFewBits() throws Exception {
        Precision precision =
                Rounded.lns(Map.of("sites", List.of("gradient"), "gradient", Map.of("bits", 5, "base", 1)));
        Recording recording = new Recording();
        BoundOptimizer optimizer = new BoundOptimizer(recording, new Recording.Settings());
        trained(new TinyRun()
                .clip(0.3)
                .optimizers(p -> optimizer, p -> 0.05)
                .precision(precision)
                .epochs(2));
        assertEquals(Set.of(1f), recording.mantissas);
    }

    @Test
    void aParameterThatAGroupLeavesInFloat32IsNotRounded() throws Exception {
        Precision all = Rounded.lns(PLAIN);
        Precision matrices = new Precision(all.system(), p -> p.name().startsWith("w"), 1);
        try (Trainer trainer = new TinyRun().precision(matrices).begin(new RecordedLog())) {
            for (int step = 0; step < 5; step++) {
                trainer.step();
            }
            Tensor bias = trainer.state().revision.tensor("b1");
            assertEquals(0, bias.scales().length);
            assertArrayEquals(bias.values(), seen(bias));
            assertTrue(CodedWeights.of(bias, matrices).isEmpty());
            assertEquals(1, trainer.state().revision.tensor("w1").scales().length);
        }
    }

    private static TinyRun perceptron() {
        Mlp model = new Mlp();
        var settings = SettingsBinding.bind(model.settings(), Map.of("width", 24, "depth", 2), "model");
        return new TinyRun().model(new BoundModel(model, settings)).data(new TinyData(400));
    }

    /** Loss on data that was not trained on, after some epochs. */
    private static double loss(TinyRun run) throws Exception {
        try (Trainer trainer = run.epochs(12).begin(new RecordedLog())) {
            while (!trainer.finished()) {
                trainer.step();
            }
            double held = trainer.state().heldOut;
            assertEquals(
                    held,
                    trainer.evaluate(Split.VALIDATION, trainer.state().revision.dims())
                            .loss());
            return held;
        }
    }

    @Test
    void eightBitsLearnAboutAsWellAsFloat32() throws Exception {
        double plain = loss(perceptron());
        for (NumberSystem<?> system : List.of(new Lns(), new Fixed(), new Bfloat16())) {
            double rounded = loss(perceptron().precision(Rounded.of(Rounded.system(system, PLAIN))));
            assertTrue(rounded < 1.1 * plain, rounded + " in " + system + ", " + plain + " in float32");
            assertNotEquals(plain, rounded, system + " rounds nothing");
        }
        double coarse = loss(perceptron().precision(Rounded.lns(Map.of("update", Map.of("bits", 5)))));
        assertTrue(coarse > 2 * plain, coarse + " where updates are lost, " + plain + " in float32");
    }

    /** Descends, and notes what its gradients look like. */
    private static final class Recording implements Optimizer<Recording.Settings> {
        private final Set<Float> mantissas = new ConcurrentSkipListSet<>();

        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public List<Moment> moments(Settings settings) {
            return List.of(Moment.linear("unused"));
        }

        @Override
        public double rate(Settings settings) {
            return 0.05;
        }

        @Override
        public UpdateRule prepare(Parameter parameter, Settings settings) {
            return (weights, gradient, moments, from, to, rate, age, constants) -> {
                for (int i = from; i < to; i++) {
                    mantissas.add(Math.abs(Math.scalb(gradient[i], -Math.getExponent(gradient[i]))));
                    weights[i] -= (float) rate * gradient[i];
                }
            };
        }
    }
}
