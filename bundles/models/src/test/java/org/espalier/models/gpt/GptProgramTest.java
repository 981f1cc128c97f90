package org.espalier.models.gpt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.api.growth.EntryKind;
import org.espalier.layers.Base;
import org.espalier.models.Roundings;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.espalier.testkit.model.TestWorkspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class GptProgramTest {
    private static GptSettings settings(int layers, int heads, int width, double dropout) {
        return new GptSettings(layers, heads, width, 0, 0, dropout, Optional.empty());
    }

    private static GptSettings lowRank(int rank, Base base, boolean attention) {
        return new GptSettings(2, 2, 6, 0, 0, 0, Optional.of(new LowRankMatrices(rank, 0, base, attention)));
    }

    static Stream<ModelRig<GptSettings>> models() {
        return Stream.of(
                GptRig.of(settings(2, 2, 6, 0), 3, 5, 7, 2),
                GptRig.of(settings(1, 1, 4, 0), 1, 67, 3, 2),
                GptRig.of(settings(3, 4, 8, 0), 5, 4, 9, 3),
                GptRig.of(lowRank(2, Base.DENSE, false), 2, 5, 7, 2),
                GptRig.of(lowRank(3, Base.NONE, true), 2, 5, 7, 2));
    }

    @ParameterizedTest
    @MethodSource("models")
    void scoresAreThoseOfTheDefinitionInDoublePrecision(ModelRig<GptSettings> rig) {
        try (rig) {
            double[] expected = new ReferenceGpt(rig).forward();
            for (int run = 0; run < 2; run++) {
                double distance = Numbers.distance(rig.forward(RecordedPass.ofEvaluation()), expected);
                assertTrue(distance < 5e-6, "differs by " + distance);
            }
            assertArrayEquals(rig.forward(RecordedPass.ofEvaluation()), rig.forward(RecordedPass.ofTraining()));
        }
    }

    /** Every entry of every gradient. */
    @ParameterizedTest
    @MethodSource("models")
    void gradientsAreTheDifferencesOfTheDefinitionInDoublePrecision(ModelRig<GptSettings> rig) {
        try (rig) {
            ReferenceGpt reference = new ReferenceGpt(rig);
            NamedTensors gradients = rig.gradients(RecordedPass.ofTraining());
            float[] error = rig.outputError();
            reference.weights.forEach((name, values) -> {
                if (rig.layout().get(name).kind() == EntryKind.FROZEN) {
                    assertTrue(Numbers.dot(gradients.values(name), gradients.values(name)) == 0, name);
                    return;
                }
                double[] expected = new double[values.length];
                for (int i = 0; i < values.length; i++) {
                    double kept = values[i];
                    double step = 1e-5;
                    values[i] = kept + step;
                    double up = dot(reference.forward(), error);
                    values[i] = kept - step;
                    expected[i] = (up - dot(reference.forward(), error)) / (2 * step);
                    values[i] = kept;
                }
                double distance = Numbers.distance(gradients.values(name), expected);
                assertTrue(distance < 2e-5, name + " differs by " + distance);
            });
        }
    }

    private static double dot(double[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    @Test
    void aPositionSeesNothingBehindIt() {
        try (ModelRig<GptSettings> rig = GptRig.of(settings(2, 2, 8, 0), 2, 80, 5, 2)) {
            float[] before = rig.forward(RecordedPass.ofEvaluation());
            float[] tokens = rig.input().clone();
            tokens[70] = (tokens[70] + 1) % 5;
            float[] after = with(rig, tokens);
            int same = 70 * 5;
            assertArrayEquals(Arrays.copyOf(before, same), Arrays.copyOf(after, same));
            assertFalse(Arrays.equals(
                    Arrays.copyOfRange(before, same, same + 5), Arrays.copyOfRange(after, same, same + 5)));
            assertFalse(Arrays.equals(
                    Arrays.copyOfRange(before, 79 * 5, 80 * 5), Arrays.copyOfRange(after, 79 * 5, 80 * 5)));
            assertArrayEquals(Arrays.copyOfRange(before, 80 * 5, 160 * 5), Arrays.copyOfRange(after, 80 * 5, 160 * 5));
        }
    }

    private static float[] with(ModelRig<GptSettings> rig, float[] tokens) {
        INDArray input = rig.workspace().array(tokens, tokens.length);
        Gpt model = new Gpt();
        try (var program = model.prepare(rig.settings(), rig.dims(), rig.shapes(), rig.workspace())) {
            return TestWorkspace.read(program.forward(rig.weights(), () -> input, RecordedPass.ofEvaluation()));
        }
    }

    @Test
    void dropoutIsTheSameForAnyNumberOfWorkersAndNoneInEvaluation() {
        try (ModelRig<GptSettings> one = GptRig.of(settings(2, 2, 6, 0.3), 4, 9, 7, 1);
                ModelRig<GptSettings> three = GptRig.of(settings(2, 2, 6, 0.3), 4, 9, 7, 3);
                ModelRig<GptSettings> without = GptRig.of(settings(2, 2, 6, 0), 4, 9, 7, 1)) {
            float[] trained = one.forward(RecordedPass.ofTraining());
            assertArrayEquals(trained, three.forward(RecordedPass.ofTraining()), 1e-5f);
            assertFalse(Arrays.equals(trained, one.forward(RecordedPass.ofEvaluation())));
            assertArrayEquals(without.forward(RecordedPass.ofEvaluation()), one.forward(RecordedPass.ofEvaluation()));
        }
    }

    @Test
    void roundingSeesWhatEveryStageLeavesOnTheStreamAndChangesNothingElse() {
        try (ModelRig<GptSettings> rig = GptRig.of(settings(1, 2, 6, 0.1), 3, 5, 7, 2)) {
            Roundings.assertSeen(
                    rig,
                    "ACTIVATION wte",
                    "ACTIVATION h.0.attn",
                    "ACTIVATION h.0.mlp",
                    "ERROR h.0.mlp",
                    "ERROR h.0.attn",
                    "ERROR wte");
        }
    }

    @Test
    void aStepAllocatesNextToNothing() {
        try (ModelRig<GptSettings> rig = GptRig.of(settings(2, 4, 32, 0.1), 4, 80, 50, 2)) {
            long perStep = rig.bytesPerStep();
            assertTrue(perStep < 4096, perStep + " bytes per step");
        }
    }

    @Test
    void aBatchOfAnotherSizeIsRefused() {
        try (ModelRig<GptSettings> rig = GptRig.of(settings(1, 1, 4, 0), 2, 3, 5, 1)) {
            assertThrows(IllegalArgumentException.class, () -> with(rig, new float[5]));
        }
    }
}
