package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.api.growth.Parameter;
import org.espalier.host.growth.Births;
import org.espalier.host.plugins.BoundInitializer;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.TinyField;
import org.espalier.host.support.TinyRun;
import org.espalier.host.training.Trainer;
import org.espalier.models.resnet.Resnet;
import org.espalier.models.resnet.ResnetSettings;
import org.espalier.models.resnet.ResnetSettings.Norm;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.espalier.optimizers.Sgd;
import org.espalier.settings.SettingsBinding;
import org.espalier.zero.Kernel;
import org.espalier.zero.Output;
import org.espalier.zero.Scale;
import org.espalier.zero.Widening;
import org.espalier.zero.Zero;
import org.espalier.zero.ZeroSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Residual networks born by ZerO (Zhao et al., arXiv 2110.12661, first version: augmented; last version: standard). */
class ZeroResnetTest {
    private static Trainer born(Variant variant, Norm norm, long seed) throws Exception {
        return born(variant, norm, Output.ZERO, seed);
    }

    private static Trainer born(Variant variant, Norm norm, Output output, long seed) throws Exception {
        ResnetSettings settings = new ResnetSettings(variant, norm, List.of(2, 1, 1), List.of(2, 4, 8), 0);
        Kernel kernel = variant == Variant.AUGMENTED_KERNELS ? Kernel.NEIGHBOURS : Kernel.CENTRE;
        ZeroSettings zero = new ZeroSettings(Scale.PAPER, Widening.HADAMARD, kernel, output, 0.02);
        BoundOptimizer sgd = new BoundOptimizer(
                new Sgd(), SettingsBinding.bind(Sgd.Settings.class, Map.of("lr", 0.05), "optimizer"));
        return new TinyRun()
                .model(new BoundModel(new Resnet(), settings))
                .data(new TinyField(40))
                .optimizers(parameter -> sgd, parameter -> 0.05)
                .births(new Births(seed, Optional.of(new BoundInitializer(new Zero(), zero))))
                .begin(new RecordedLog());
    }

    private static Map<String, float[]> weights(Trainer trainer) {
        Map<String, float[]> all = new TreeMap<>();
        for (Parameter parameter : trainer.state().revision.layout().parameters()) {
            all.put(
                    parameter.name(),
                    trainer.state().revision.tensor(parameter.name()).values().clone());
        }
        return all;
    }

    private static boolean kernel(String name) {
        return name.matches("(layer.*)?conv\\d\\.weight");
    }

    /** The fixed transform behind a shortcut is the Hadamard matrix; another one before it would leave the stream as it was. */
    @ParameterizedTest
    @EnumSource(Norm.class)
    void anAugmentedNetworksConvolutionsAreZeroAndItsShortcutsPartialIdentities(Norm norm) throws Exception {
        try (Trainer trainer = born(Variant.AUGMENTED, norm, 1)) {
            Map<String, float[]> weights = weights(trainer);
            weights.forEach((name, values) -> {
                if (kernel(name) || name.startsWith("fc")) assertArrayEquals(new float[values.length], values, name);
            });
            assertArrayEquals(new float[] {1, 0, 0, 0, 0, 1, 0, 0}, weights.get("layer2.0.downsample.0.weight"));
            for (int in = 0; in < 4; in++) {
                for (int out = 0; out < 8; out++) {
                    assertEquals(in == out ? 1 : 0, weights.get("layer3.0.downsample.0.weight")[in * 8 + out]);
                }
            }
        }
    }

    /** Step one moves the last layer, step two all others. */
    @ParameterizedTest
    @CsvSource({"AUGMENTED, BATCH", "AUGMENTED, NONE", "AUGMENTED_KERNELS, BATCH", "AUGMENTED_KERNELS, NONE"})
    void afterTwoStepsEveryConvolutionOfItHasLearned(Variant variant, Norm norm) throws Exception {
        try (Trainer trainer = born(variant, norm, 1)) {
            Map<String, float[]> born = weights(trainer);
            trainer.step();
            trainer.step();
            weights(trainer)
                    .forEach((name, values) ->
                            assertFalse(kernel(name) && Arrays.equals(values, born.get(name)), name + " is dead"));
        }
    }

    /**
     * The Hadamard transform of a grey image is the same in every channel, and channels born alike stay alike as long as nothing behind tells them
     * apart: outputs by the rule do, outputs of zeros do not. Kernels that hear a point's neighbours make no such channels.
     */
    @ParameterizedTest
    @CsvSource({"AUGMENTED, ZERO, false", "AUGMENTED, RULE, true", "AUGMENTED_KERNELS, ZERO, true"})
    void channelsOfGreyImagesPartIfTheStemOrTheOutputsTellThemApart(Variant variant, Output output, boolean part)
            throws Exception {
        try (Trainer trainer = born(variant, Norm.NONE, output, 1)) {
            for (int step = 0; step < 5; step++) {
                trainer.step();
            }
            float[] kernel = weights(trainer).get("layer1.0.conv1.weight");
            double largest = 0;
            double apart = 0;
            for (int at = 0; at < kernel.length; at += 2) {
                largest = Math.max(largest, Math.abs(kernel[at]));
                apart = Math.max(apart, Math.abs(kernel[at] - kernel[at + 1]));
            }
            assertEquals(part, apart > 1e-3 * largest, apart + " of " + largest);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void theSeedOfTheWeightsIsOfNoAccountNotToABit(Variant variant) throws Exception {
        try (Trainer some = born(variant, Norm.BATCH, 1);
                Trainer other = born(variant, Norm.BATCH, 99)) {
            for (int step = 0; step < 5; step++) {
                some.step();
                other.step();
            }
            Map<String, float[]> others = weights(other);
            weights(some).forEach((name, values) -> assertArrayEquals(values, others.get(name), name));
        }
    }

    /** The last convolution of a branch is zero; what widens is a Hadamard matrix, a shortcut and the centre of a kernel alike. */
    @ParameterizedTest
    @EnumSource(Norm.class)
    void aStandardNetworkIsBornByTheRule(Norm norm) throws Exception {
        try (Trainer trainer = born(Variant.STANDARD, norm, 1)) {
            Map<String, float[]> weights = weights(trainer);
            float[] shortcut = weights.get("layer2.0.downsample.0.weight");
            float[] kernel = weights.get("layer2.0.conv1.weight");
            float c = (float) Math.sqrt(0.5);
            assertArrayEquals(new float[] {c, c, c, c, c, -c, c, -c}, shortcut);
            for (int at = 0; at < kernel.length; at++) {
                assertEquals(at / 8 == 4 ? shortcut[at % 8] : 0, kernel[at], "entry " + at);
            }
            float[] last = weights.get("layer2.0.conv2.weight");
            assertArrayEquals(new float[last.length], last);
        }
    }
}
