package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Signal;
import org.espalier.host.growth.Births;
import org.espalier.host.job.Cadence;
import org.espalier.host.plugins.BoundInitializer;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyRun;
import org.espalier.host.training.Trainer;
import org.espalier.inrank.Criterion;
import org.espalier.inrank.InRank;
import org.espalier.inrank.InRankSettings;
import org.espalier.layers.Activation;
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.mlp.Mlp;
import org.espalier.models.mlp.MlpSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.zero.Kernel;
import org.espalier.zero.Output;
import org.espalier.zero.Scale;
import org.espalier.zero.Widening;
import org.espalier.zero.Zero;
import org.espalier.zero.ZeroSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Perceptrons born by ZerO that grow. */
class ZeroGrowthTest {
    private static final int GROWTH = 10;
    private static final int WIDER = 12;

    private static TinyRun run(Variant variant, Optional<LowRankSettings> low, long seed) {
        MlpSettings settings = new MlpSettings(variant, Activation.RELU, 6, List.of(), 2, 64, 8, 0, 0, low);
        ZeroSettings zero = new ZeroSettings(Scale.PAPER, Widening.HADAMARD, Kernel.CENTRE, Output.ZERO, 0.02);
        return new TinyRun()
                .epochs(12)
                .model(new BoundModel(new Mlp(), settings))
                .births(new Births(seed, Optional.of(new BoundInitializer(new Zero(), zero))));
    }

    /** Every width becomes larger at once, then the depth. */
    private static TinyRun grown(Variant variant, long seed) {
        Scripted script = new Scripted((seen, state) -> {
            if (seen.step() == GROWTH) {
                List<GrowthOp.Resize> wider = seen.dims().stream()
                        .filter(dim -> dim.name().endsWith(".width"))
                        .map(dim -> GrowthOp.resize(dim, WIDER))
                        .toList();
                return Decision.grow(GrowthPlan.of(wider).preservingFunction(), "it is time", state);
            }
            return seen.step() == 2 * GROWTH
                    ? Decision.grow(
                            GrowthPlan.of(GrowthOp.resize("depth", 3)).preservingFunction(), "it is time", state)
                    : Decision.keep("not now", state);
        });
        return run(variant, Optional.empty(), seed)
                .grow("growth", "*", new Cadence.Steps(1), script, new Scripted.Settings());
    }

    private static Map<String, float[]> trained(TinyRun run, RecordedLog log) throws Exception {
        Map<String, float[]> weights = new TreeMap<>();
        try (Trainer trainer = run.begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
            }
            for (Parameter parameter : trainer.state().revision.layout().parameters()) {
                weights.put(
                        parameter.name(),
                        trainer.state()
                                .revision
                                .tensor(parameter.name())
                                .values()
                                .clone());
            }
        }
        for (String kind : List.of("fault", "rejected", "rolled-back")) {
            assertEquals(List.of(), log.journal(kind), kind);
        }
        return weights;
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void allWidthsAndThenTheDepthGrowAndOutputsStay(Variant variant) throws Exception {
        RecordedLog log = new RecordedLog();
        trained(grown(variant, 1), log);
        List<Map<String, Object>> growth = log.journal("growth");
        assertTrue(growth.size() >= 3, growth::toString);
        for (Map<String, Object> line : growth) {
            assertTrue(line.get("outputs").toString().startsWith("unchanged"), line::toString);
        }
    }

    /** If new units heard nothing new either, both layers would be dead for ever. */
    @Test
    void unitsThatComeInSeveralLayersAtOnceLearn() throws Exception {
        Map<String, float[]> weights = trained(grown(Variant.PLAIN, 1), new RecordedLog());
        float[] out = weights.get("out.weight");
        for (int unit = 6; unit < WIDER; unit++) {
            assertTrue(out[2 * unit] != 0 || out[2 * unit + 1] != 0, "unit " + unit + " of the last layer is dead");
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void theSeedOfTheWeightsIsOfNoAccountNotToABit(Variant variant) throws Exception {
        Map<String, float[]> some = trained(grown(variant, 1), new RecordedLog());
        Map<String, float[]> other = trained(grown(variant, 99), new RecordedLog());
        assertEquals(some.keySet(), other.keySet());
        some.forEach((name, values) -> assertArrayEquals(values, other.get(name), name));
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void ranksGrowUnderInRankAndOutputsStay(Base base) throws Exception {
        RecordedLog log = new RecordedLog();
        InRankSettings inrank = new InRankSettings(Criterion.ENERGY, 0.99, 1, 5, 10);
        TinyRun run = run(Variant.RESIDUAL, Optional.of(new LowRankSettings(2, 0, base)), 1)
                .grow("rank", "*.rank", new Cadence.Steps(5), new InRank(), inrank, Signal.SPECTRUM);
        try (Trainer trainer = run.begin(log)) {
            double first = trainer.evaluate(
                            Split.TRAIN, trainer.state().revision.dims())
                    .loss();
            while (!trainer.finished()) {
                trainer.step();
            }
            double last = trainer.evaluate(Split.TRAIN, trainer.state().revision.dims())
                    .loss();
            assertTrue(last < first / 2, first + " to " + last);
        }
        assertEquals(List.of(), log.journal("fault"));
        assertTrue(!log.journal("growth").isEmpty(), () -> log.metrics.toString());
        for (Map<String, Object> line : log.journal("growth")) {
            assertTrue(line.get("outputs").toString().startsWith("unchanged"), line::toString);
        }
    }
}
