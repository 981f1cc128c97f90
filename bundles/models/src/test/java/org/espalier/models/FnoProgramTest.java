package org.espalier.models;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FnoProgramTest {
    /** What rounding to float32 adds up to through a whole operator; single layers keep within 1e-6. */
    private static final double ROUNDING = 1e-5;

    static Stream<ModelRig<FnoSettings>> operators() {
        return Stream.of(
                FnoRig.of(FnoRig.SETTINGS, new int[] {8, 10}, 1, 2, 3, 2, 4, 1),
                FnoRig.of(FnoRig.SETTINGS, new int[] {9, 7}, 2, 2, 3, 3, 3, 0),
                FnoRig.of(FnoRig.SETTINGS, new int[] {24, 20}, 1, 1, 2, 2, 2, 2),
                FnoRig.of(FnoRig.SETTINGS, new int[] {16}, 1, 2, 5, 4, 2, 1),
                FnoRig.of(FnoRig.SETTINGS, new int[] {300}, 2, 2, 2, 4, 4, 4));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void outputsAndGradientsAreThoseOfTheDefinitionInDoublePrecision(ModelRig<FnoSettings> rig) {
        try (rig) {
            ReferenceFno reference = new ReferenceFno(rig);
            reference.backward();
            for (int run = 0; run < 2; run++) {
                assertTrue(Numbers.distance(rig.forward(RecordedPass.ofEvaluation()), reference.forward()) < ROUNDING);
                NamedTensors gradients = rig.gradients(RecordedPass.ofTraining());
                for (String name : gradients.names()) {
                    if (gradients.get(name).length() > 0) {
                        double distance = Numbers.distance(gradients.values(name), reference.gradients.get(name));
                        assertTrue(distance < ROUNDING, name + " differs by " + distance);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void theReferenceItselfAgreesWithCentralDifferencesInDoublePrecision(ModelRig<FnoSettings> rig) {
        try (rig) {
            ReferenceFno reference = new ReferenceFno(rig);
            reference.backward();
            reference.weights.forEach((name, values) -> {
                if (values.length > 0) {
                    double mismatch = Derivatives.mismatch(values, reference.gradients.get(name), reference::loss);
                    assertTrue(mismatch < 1e-6, name + ": " + mismatch);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void roundingSeesEveryActivationAndErrorAndChangesNothingElse(ModelRig<FnoSettings> rig) {
        try (rig) {
            Roundings.assertSeen(
                    rig,
                    "ACTIVATION lift",
                    "ACTIVATION layer0",
                    "ACTIVATION layer1",
                    "ACTIVATION layer2",
                    "ERROR layer2",
                    "ERROR layer1",
                    "ERROR layer0",
                    "ERROR lift");
        }
    }

    @Test
    void aStepAllocatesNextToNothing() {
        try (ModelRig<FnoSettings> rig = FnoRig.of(FnoRig.SETTINGS, new int[] {24, 20}, 1, 2, 4, 3, 3, 3)) {
            long perStep = rig.bytesPerStep();
            assertTrue(perStep < 4096, perStep + " bytes per step");
        }
    }
}
