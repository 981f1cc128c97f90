package org.espalier.models.mlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.layers.Activation;
import org.espalier.layers.Base;
import org.espalier.models.Roundings;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class MlpProgramTest {
    private static ModelRig<MlpSettings> rig(
            Variant variant, Activation activation, List<Integer> widths, int outputs, int workers, int samples) {
        int stream = variant == Variant.RESIDUAL ? 5 : 0;
        return MlpRig.of(MlpRig.settings(variant, activation, widths, stream), outputs, workers, samples);
    }

    static Stream<ModelRig<MlpSettings>> perceptrons() {
        return Stream.of(
                rig(Variant.PLAIN, Activation.RELU, List.of(7, 5, 6), 3, 2, 9),
                rig(Variant.PLAIN, Activation.GELU, List.of(4), 1, 1, 300),
                rig(Variant.PLAIN, Activation.GELU, List.of(1, 8), 2, 3, 2),
                rig(Variant.RESIDUAL, Activation.RELU, List.of(7, 3), 2, 2, 9),
                rig(Variant.RESIDUAL, Activation.GELU, List.of(4, 4, 1), 3, 2, 301),
                lowRank(Variant.PLAIN, Activation.RELU, Base.DENSE, List.of(7, 5, 6)),
                lowRank(Variant.PLAIN, Activation.GELU, Base.HADAMARD, List.of(9, 5)),
                lowRank(Variant.RESIDUAL, Activation.GELU, Base.IDENTITY, List.of(7, 3)),
                lowRank(Variant.RESIDUAL, Activation.GELU, Base.NONE, List.of(4)));
    }

    private static ModelRig<MlpSettings> lowRank(
            Variant variant, Activation activation, Base base, List<Integer> widths) {
        int stream = variant == Variant.RESIDUAL ? 5 : 0;
        MlpSettings settings = MlpRig.settings(variant, activation, widths, stream, new LowRankSettings(2, 0, base));
        return MlpRig.of(settings, 3, 2, 9);
    }

    @ParameterizedTest
    @MethodSource("perceptrons")
    void outputsAndGradientsAreThoseOfTheDefinitionInDoublePrecision(ModelRig<MlpSettings> rig) {
        try (rig) {
            ReferenceMlp reference = new ReferenceMlp(rig);
            reference.backward();
            for (int run = 0; run < 2; run++) {
                assertTrue(Numbers.distance(rig.forward(RecordedPass.ofEvaluation()), reference.forward()) < 2e-6);
                NamedTensors gradients = rig.gradients(RecordedPass.ofTraining());
                for (String name : reference.gradients.keySet()) {
                    double distance = Numbers.distance(gradients.values(name), reference.gradients.get(name));
                    assertTrue(distance < 1e-5, name + " differs by " + distance);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("perceptrons")
    void theReferenceItselfAgreesWithCentralDifferencesInDoublePrecision(ModelRig<MlpSettings> rig) {
        try (rig) {
            ReferenceMlp reference = new ReferenceMlp(rig);
            reference.backward();
            reference.gradients.forEach((name, gradient) -> {
                double mismatch = Derivatives.mismatch(reference.weights.get(name), gradient, reference::loss);
                assertTrue(mismatch < 1e-6, name + ": " + mismatch);
            });
        }
    }

    @Test
    void roundingSeesEveryActivationAndErrorAndChangesNothingElse() {
        try (ModelRig<MlpSettings> rig = rig(Variant.RESIDUAL, Activation.RELU, List.of(7, 3), 2, 2, 9)) {
            Roundings.assertSeen(
                    rig,
                    "ACTIVATION in",
                    "ACTIVATION hidden0",
                    "ACTIVATION hidden1",
                    "ERROR hidden1",
                    "ERROR hidden0",
                    "ERROR in");
        }
    }

    @ParameterizedTest
    @MethodSource("perceptrons")
    void theTapsOfABridgeAreWhatUnitsReadAndTheErrorsOfWhatTheyFeed(ModelRig<MlpSettings> rig) {
        try (rig) {
            ReferenceMlp reference = new ReferenceMlp(rig);
            reference.backward();
            int depth = rig.dims().size("depth");
            for (int i = 0; i < depth; i++) {
                String read = "hidden" + i + ".width.read";
                String fed = "hidden" + i + ".width.fed";
                RecordedPass pass = RecordedPass.ofTraining().tapping(Set.of(read, fed));
                rig.gradients(pass);
                assertEquals(Set.of(read, fed), pass.tapped().keySet());
                assertTrue(new Mlp()
                        .taps(rig.settings(), rig.dims())
                        .containsAll(pass.tapped().keySet()));
                String consumer =
                        rig.settings().residual() ? "hidden" + i + ".end" : i == depth - 1 ? "out" : "hidden" + (i + 1);
                assertTrue(
                        Numbers.distance(pass.tapped().get(read).get(0), reference.read.get("hidden" + i)) < 1e-5,
                        read);
                assertTrue(Numbers.distance(pass.tapped().get(fed).get(0), reference.fed.get(consumer)) < 1e-5, fed);
            }
        }
    }

    @Test
    void aStepAllocatesNextToNothing() {
        LowRankSettings low = new LowRankSettings(4, 0, Base.HADAMARD);
        MlpSettings lowRank = MlpRig.settings(Variant.RESIDUAL, Activation.GELU, List.of(40, 30), 5, low);
        for (ModelRig<MlpSettings> each : List.of(
                rig(Variant.RESIDUAL, Activation.GELU, List.of(40, 30), 3, 2, 200), MlpRig.of(lowRank, 3, 2, 200))) {
            try (each) {
                long perStep = each.bytesPerStep();
                assertTrue(perStep < 4096, perStep + " bytes per step of " + each);
            }
        }
    }

    @Test
    void aBatchOfAnotherSizeIsRefused() {
        try (ModelRig<MlpSettings> rig = rig(Variant.PLAIN, Activation.RELU, List.of(4), 2, 1, 3)) {
            INDArray small = rig.workspace().array(new float[5], 5);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> rig.step(
                            RecordedPass.ofTraining(), small, rig.weights().zeros()));
        }
    }
}
