package org.espalier.models.resnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Shapes;
import org.espalier.models.resnet.ResnetSettings.Norm;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.espalier.testkit.model.TestWorkspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ResnetProgramTest {
    static Stream<ResnetSettings> networks() {
        return Stream.of(Variant.values())
                .flatMap(variant -> Stream.of(Norm.values()).map(norm -> ResnetRig.small(variant, norm)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void outputsAreThoseOfTheDefinitionInDoublePrecision(ResnetSettings settings) {
        try (ModelRig<ResnetSettings> rig = ResnetRig.of(settings, 5, 2)) {
            for (int run = 0; run < 2; run++) {
                double[] training = new ReferenceResnet(rig, true).forward();
                assertTrue(Numbers.distance(rig.forward(RecordedPass.ofTraining()), training) < 5e-6);
                double[] evaluation = new ReferenceResnet(rig, false).forward();
                assertTrue(Numbers.distance(rig.forward(RecordedPass.ofEvaluation()), evaluation) < 5e-6);
            }
        }
    }

    /** A few entries of each parameter: the first, the last, and some between. */
    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreThoseOfTheDefinitionInDoublePrecision(ResnetSettings settings) {
        try (ModelRig<ResnetSettings> rig = ResnetRig.of(settings, 5, 2)) {
            ReferenceResnet reference = new ReferenceResnet(rig, true);
            rig.gradients(RecordedPass.ofTraining());
            NamedTensors gradients = rig.gradients(RecordedPass.ofTraining());
            for (String name : reference.trained()) {
                float[] gradient = gradients.values(name);
                double size = Math.sqrt(Numbers.dot(gradient, gradient) / gradient.length);
                for (int i = 0; i < 6; i++) {
                    int entry = (int) ((gradient.length - 1L) * i / 5);
                    double expected = reference.derivative(name, entry);
                    assertEquals(expected, gradient[entry], 2e-4 * (size + Math.abs(expected)), name + " " + entry);
                }
            }
        }
    }

    @Test
    void aStandardResnet18ForCifarHasItsParameters() {
        ResnetSettings settings =
                new ResnetSettings(Variant.STANDARD, Norm.BATCH, List.of(2, 2, 2, 2), List.of(64, 128, 256, 512), 10);
        Resnet model = new Resnet();
        Shapes cifar = Shapes.of(1, new int[] {32, 32, 3}, new int[] {1});
        assertEquals(
                11_173_962, model.layout(settings, model.dims(settings), cifar).trainedEntries());
        ResnetSettings twenty =
                new ResnetSettings(Variant.STANDARD, Norm.BATCH, List.of(3, 3, 3), List.of(16, 32, 64), 10);
        // 0.27 M in the paper, whose shortcuts have no parameters; 1×1 kernels and their norms are 2 752 more.
        assertEquals(
                269_722 + 2_752, model.layout(twenty, model.dims(twenty), cifar).trainedEntries());
        assertEquals(
                555_422_720L,
                model.cost(settings, model.dims(settings), cifar).multiplyAdds().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    /** Those whose stem has something beside its kernel, or nothing learns from zeros at all. */
    static Stream<ResnetSettings> ofThePapers() {
        return networks().filter(settings -> settings.variant() != Variant.AUGMENTED_KERNELS);
    }

    /**
     * Kernels zero, shortcuts partial identities, outputs zero: after a step the last layer learns, after two every convolution.
     */
    @ParameterizedTest
    @MethodSource("ofThePapers")
    void anAugmentedNetworkBornOfZerosHasNoDeadLayer(ResnetSettings settings) {
        Resnet model = new Resnet();
        Shapes shapes = ResnetRig.shapes(5);
        ModelCase<ResnetSettings> some = new ModelCase<>(settings, shapes);
        PlainWeights born =
                PlainWeights.of(model.layout(settings, model.dims(settings), shapes), ResnetProgramTest::born);
        float[] input = Numbers.normal("x", 450, 1);
        try (ModelRig<ResnetSettings> rig = new ModelRig<>(model, some, model.dims(settings), born, input, 2)) {
            for (int step = 0; step < 3; step++) {
                NamedTensors gradients = rig.gradients(RecordedPass.ofTraining());
                for (Parameter parameter : rig.layout().parameters()) {
                    float[] values = rig.weights().values(parameter.name());
                    float[] gradient = gradients.values(parameter.name());
                    for (int i = 0; i < values.length; i++) values[i] -= 0.01f * gradient[i];
                    TestWorkspace.write(rig.weights().get(parameter.name()), values);
                }
            }
            boolean dead = false;
            for (Parameter parameter : rig.layout().parameters()) {
                if (parameter.axes().size() == 4) {
                    float[] values = rig.weights().values(parameter.name());
                    dead |= Numbers.dot(values, values) == 0;
                }
            }
            assertEquals(!settings.augmented(), dead, "a standard network of zeros is dead");
        }
    }

    private static float[] born(Parameter parameter) {
        float[] values = new float[parameter.length()];
        String name = parameter.name();
        if (name.endsWith("downsample.0.weight")) {
            int out = parameter.shape()[1];
            for (int i = 0; i < parameter.shape()[0]; i++) values[i * out + i] = 1;
        } else if (parameter.axes().size() == 1 && !name.endsWith("bias") && !name.endsWith("mean")) {
            Arrays.fill(values, 1);
        }
        return values;
    }

    @Test
    void roundingSeesWhatEveryUnitLeavesAndChangesNothingElse() {
        try (ModelRig<ResnetSettings> rig = ResnetRig.of(ResnetRig.small(Variant.AUGMENTED, Norm.BATCH), 5, 2)) {
            NamedTensors plain = rig.gradients(RecordedPass.ofTraining());
            RecordedPass rounding = RecordedPass.ofTraining().rounding();
            NamedTensors apart = rig.gradients(rounding);
            for (String name : plain.names()) {
                assertArrayEquals(plain.values(name), apart.values(name), name);
            }
            assertEquals(
                    List.of(
                            "ACTIVATION conv1",
                            "ACTIVATION layer1.0",
                            "ACTIVATION layer1.1",
                            "ACTIVATION layer2.0",
                            "ERROR layer2.0",
                            "ERROR layer1.1",
                            "ERROR layer1.0",
                            "ERROR conv1"),
                    rounding.rounded());
        }
    }

    @Test
    void aStepAllocatesNextToNothing() {
        for (ResnetSettings settings :
                List.of(ResnetRig.small(Variant.STANDARD, Norm.BATCH), ResnetRig.small(Variant.AUGMENTED, Norm.NONE))) {
            try (ModelRig<ResnetSettings> rig = ResnetRig.of(settings, 9, 2)) {
                long perStep = rig.bytesPerStep();
                assertTrue(perStep < 4096, perStep + " bytes per step of " + rig);
            }
        }
    }

    @Test
    void aBatchOfAnotherSizeIsRefused() {
        try (ModelRig<ResnetSettings> rig = ResnetRig.of(ResnetRig.small(Variant.STANDARD, Norm.NONE), 3, 1)) {
            INDArray small = rig.workspace().array(new float[5], 5);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> rig.step(
                            RecordedPass.ofTraining(), small, rig.weights().zeros()));
        }
    }
}
