package org.espalier.models.mlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.layers.Activation;
import org.espalier.models.TestPass;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class MlpProgramTest {
    private static MlpRig rig(
            Variant variant, Activation activation, List<Integer> widths, int outputs, int workers, int samples) {
        int stream = variant == Variant.RESIDUAL ? 5 : 0;
        return new MlpRig(MlpRig.settings(variant, activation, widths, stream), outputs, workers, samples);
    }

    static Stream<MlpRig> perceptrons() {
        return Stream.of(
                rig(Variant.PLAIN, Activation.RELU, List.of(7, 5, 6), 3, 2, 9),
                rig(Variant.PLAIN, Activation.GELU, List.of(4), 1, 1, 300),
                rig(Variant.PLAIN, Activation.GELU, List.of(1, 8), 2, 3, 2),
                rig(Variant.RESIDUAL, Activation.RELU, List.of(7, 3), 2, 2, 9),
                rig(Variant.RESIDUAL, Activation.GELU, List.of(4, 4, 1), 3, 2, 301));
    }

    @ParameterizedTest
    @MethodSource("perceptrons")
    void outputsAndGradientsAreThoseOfTheDefinitionInDoublePrecision(MlpRig rig) {
        try (rig) {
            ReferenceMlp reference = new ReferenceMlp(rig);
            reference.backward();
            for (int run = 0; run < 2; run++) {
                assertTrue(Numbers.distance(rig.forward(new TestPass(false, false)), reference.forward()) < 2e-6);
                NamedTensors gradients = rig.gradients(new TestPass(true, false));
                for (String name : gradients.names()) {
                    double distance = Numbers.distance(gradients.values(name), reference.gradients.get(name));
                    assertTrue(distance < 1e-5, name + " differs by " + distance);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("perceptrons")
    void theReferenceItselfAgreesWithCentralDifferencesInDoublePrecision(MlpRig rig) {
        try (rig) {
            ReferenceMlp reference = new ReferenceMlp(rig);
            reference.backward();
            reference.weights.forEach((name, values) -> {
                double mismatch = Derivatives.mismatch(values, reference.gradients.get(name), reference::loss);
                assertTrue(mismatch < 1e-6, name + ": " + mismatch);
            });
        }
    }

    @Test
    void roundingSeesEveryActivationAndErrorAndChangesNothingElse() {
        try (MlpRig rig = rig(Variant.RESIDUAL, Activation.RELU, List.of(7, 3), 2, 2, 9)) {
            NamedTensors fused = rig.gradients(new TestPass(true, false));
            TestPass rounding = new TestPass(true, true);
            NamedTensors apart = rig.gradients(rounding);
            for (String name : fused.names()) {
                assertArrayEquals(fused.values(name), apart.values(name), name);
            }
            assertEquals(
                    List.of(
                            "ACTIVATION in",
                            "ACTIVATION hidden0",
                            "ACTIVATION hidden1",
                            "ERROR hidden1",
                            "ERROR hidden0",
                            "ERROR in"),
                    rounding.rounded);
        }
    }

    @ParameterizedTest
    @MethodSource("perceptrons")
    void theTapsOfABridgeAreWhatUnitsReadAndTheErrorsOfWhatTheyFeed(MlpRig rig) {
        try (rig) {
            ReferenceMlp reference = new ReferenceMlp(rig);
            reference.backward();
            int depth = rig.dims.size("depth");
            for (int i = 0; i < depth; i++) {
                String read = "hidden" + i + ".width.read";
                String fed = "hidden" + i + ".width.fed";
                TestPass pass = new TestPass(true, false, Set.of(read, fed));
                rig.gradients(pass);
                assertEquals(Set.of(read, fed), pass.tapped.keySet());
                assertTrue(new Mlp().taps(rig.settings, rig.dims).containsAll(pass.tapped.keySet()));
                String consumer =
                        rig.settings.residual() ? "hidden" + i + ".end" : i == depth - 1 ? "out" : "hidden" + (i + 1);
                assertTrue(Numbers.distance(pass.tapped.get(read), reference.read.get("hidden" + i)) < 1e-5, read);
                assertTrue(Numbers.distance(pass.tapped.get(fed), reference.fed.get(consumer)) < 1e-5, fed);
            }
        }
    }

    @Test
    void aStepAllocatesNextToNothing() {
        try (MlpRig rig = rig(Variant.RESIDUAL, Activation.GELU, List.of(40, 30), 3, 2, 200)) {
            TestPass pass = new TestPass(true, false);
            INDArray gradient = rig.workspace.array(rig.outputError, rig.outputError.length);
            NamedTensors into = rig.weights.zeros();
            for (int step = 0; step < 20; step++) {
                rig.step(pass, gradient, into);
            }
            long before = allocated(rig);
            for (int step = 0; step < 50; step++) {
                rig.step(pass, gradient, into);
            }
            long perStep = (allocated(rig) - before) / 50;
            assertTrue(perStep < 4096, perStep + " bytes per step");
        }
    }

    private static long allocated(MlpRig rig) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(rig.workspace.threadIds()))
                .sum();
    }

    @Test
    void aBatchOfAnotherSizeIsRefused() {
        try (MlpRig rig = rig(Variant.PLAIN, Activation.RELU, List.of(4), 2, 1, 3)) {
            INDArray small = rig.workspace.array(new float[5], 5);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> rig.step(new TestPass(true, false), small, rig.weights.zeros()));
        }
    }
}
