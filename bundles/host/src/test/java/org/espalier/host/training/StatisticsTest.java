package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.data.Split;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.espalier.host.numbers.Precision;
import org.espalier.host.support.NormedRun;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.TinyField;
import org.espalier.host.weights.Tensor;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Running statistics of batch norm: training steps write them, everything else reads them. */
class StatisticsTest {
    private static final int POINTS = 64;

    private static Map<String, float[]> statistics(Trainer trainer) {
        Map<String, float[]> values = new TreeMap<>();
        for (Parameter parameter : trainer.state().revision.layout().parameters()) {
            if (parameter.kind() == EntryKind.STATISTIC) {
                String name = parameter.name();
                values.put(name, trainer.state().revision.tensor(name).values().clone());
            }
        }
        return values;
    }

    private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }

    /** Outputs for so many images of the validation set from one on. */
    private static float[] outputs(Trainer trainer, Variant variant, int from, int count) {
        TrainingState state = trainer.state();
        TinyField data = new TinyField(40);
        float[] inputs = new float[count * POINTS];
        for (int i = 0; i < count; i++) {
            data.read(Split.VALIDATION, from + i, data.dims(), inputs, i * POINTS, new float[POINTS], 0);
        }
        try (Predictor predictor = new Predictor(
                NormedRun.of(variant, 40).setup().model(),
                data,
                2,
                Precision.float32(),
                state.revision,
                state.normaliser)) {
            return predictor.predict(inputs, state.revision.dims()).values();
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void aStepWritesThemAllAndEvaluationLeavesThemAsTheyAre(Variant variant) throws Exception {
        try (Trainer trainer = NormedRun.of(variant, 40).begin(new RecordedLog())) {
            Map<String, float[]> born = statistics(trainer);
            trainer.step();
            Map<String, float[]> trained = statistics(trainer);
            assertEquals(born.keySet(), trained.keySet());
            assertTrue(born.size() >= 10, born.keySet()::toString);
            born.forEach((name, values) -> assertTrue(!Arrays.equals(values, trained.get(name)), name));
            trainer.evaluate(Split.VALIDATION, trainer.state().revision.dims());
            assertSame(trained, statistics(trainer));
        }
    }

    /** With the batch's own statistics it would matter who else is in it. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void anImageIsPredictedAlikeAloneAndInCompanyAndByTheRunningStatistics(Variant variant) throws Exception {
        try (Trainer trainer = NormedRun.of(variant, 40).begin(new RecordedLog())) {
            for (int step = 0; step < 4; step++) {
                trainer.step();
            }
            float[] alone = outputs(trainer, variant, 3, 1);
            float[] inCompany = Arrays.copyOfRange(outputs(trainer, variant, 0, 8), 3 * POINTS, 4 * POINTS);
            assertArrayEquals(alone, inCompany, 1e-5f);

            Tensor mean = trainer.state().revision.tensor("bn1.running_mean");
            mean.values()[0] += 1;
            mean.publish();
            float[] moved = outputs(trainer, variant, 3, 1);
            assertTrue(Math.abs(moved[0] - alone[0]) > 1e-3, alone[0] + " stays though a mean has moved");
        }
    }
}
