package org.espalier.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class FnoProgramTest {
    /** What rounding to float32 adds up to through a whole operator; single layers keep within 1e-6. */
    private static final double ROUNDING = 1e-5;

    static Stream<FnoRig> operators() {
        return Stream.of(
                new FnoRig(FnoRig.SETTINGS, new int[] {8, 10}, 1, 2, 3, 2, 4, 1),
                new FnoRig(FnoRig.SETTINGS, new int[] {9, 7}, 2, 2, 3, 3, 3, 0),
                new FnoRig(FnoRig.SETTINGS, new int[] {24, 20}, 1, 1, 2, 2, 2, 2),
                new FnoRig(FnoRig.SETTINGS, new int[] {16}, 1, 2, 5, 4, 2, 1),
                new FnoRig(FnoRig.SETTINGS, new int[] {300}, 2, 2, 2, 4, 4, 4));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void outputsAndGradientsAreThoseOfTheDefinitionInDoublePrecision(FnoRig rig) {
        try (rig) {
            ReferenceFno reference = new ReferenceFno(rig);
            reference.backward();
            for (int run = 0; run < 2; run++) {
                assertTrue(Numbers.distance(rig.forward(new TestPass(false, false)), reference.forward()) < ROUNDING);
                NamedTensors gradients = rig.gradients(new TestPass(true, false));
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
    void theReferenceItselfAgreesWithCentralDifferencesInDoublePrecision(FnoRig rig) {
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
    void roundingSeesEveryActivationAndErrorAndChangesNothingElse(FnoRig rig) {
        try (rig) {
            NamedTensors fused = rig.gradients(new TestPass(true, false));
            TestPass rounding = new TestPass(true, true);
            NamedTensors apart = rig.gradients(rounding);
            for (String name : fused.names()) {
                assertArrayEquals(fused.values(name), apart.values(name), name);
            }
            assertEquals(
                    List.of(
                            "ACTIVATION lift",
                            "ACTIVATION layer0",
                            "ACTIVATION layer1",
                            "ACTIVATION layer2",
                            "ERROR layer2",
                            "ERROR layer1",
                            "ERROR layer0",
                            "ERROR lift"),
                    rounding.rounded);
        }
    }

    @Test
    void aStepAllocatesNextToNothing() {
        try (FnoRig rig = new FnoRig(FnoRig.SETTINGS, new int[] {24, 20}, 1, 2, 4, 3, 3, 3)) {
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

    private static long allocated(FnoRig rig) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(rig.workspace.threadIds()))
                .sum();
    }
}
