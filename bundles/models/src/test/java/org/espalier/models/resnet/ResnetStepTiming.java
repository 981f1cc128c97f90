package org.espalier.models.resnet;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.model.Shapes;
import org.espalier.models.StepTiming;
import org.espalier.models.resnet.ResnetSettings.Norm;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.Numbers;

/**
 * The time of a residual network's step; a program, not a test. Its arguments are the side of an image, its channels, batch,
 * workers, steps, 1 for augmented, 1 for batch norm, blocks of every stage, and the channels of each stage; how to run it:
 * {@link StepTiming}.
 */
public final class ResnetStepTiming {
    private ResnetStepTiming() {}

    /** Prints the times. */
    public static void main(String[] arguments) {
        int[] sizes = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        List<Integer> widths = Arrays.stream(sizes, 8, sizes.length).boxed().toList();
        ResnetSettings settings = new ResnetSettings(
                Variant.values()[sizes[5]],
                sizes[6] == 1 ? Norm.BATCH : Norm.NONE,
                widths.stream().map(width -> sizes[7]).toList(),
                widths,
                10);
        Shapes shapes = Shapes.of(sizes[2], new int[] {sizes[0], sizes[0], sizes[1]}, new int[] {1});
        Resnet model = new Resnet();
        PlainWeights weights = PlainWeights.born(model.layout(settings, model.dims(settings), shapes), 1);
        float[] input = Numbers.normal("x", sizes[0] * sizes[0] * sizes[1] * sizes[2], 1);
        try (StepTiming timing = StepTiming.of(model, settings, shapes, weights, input, sizes[3])) {
            timing.print(sizes[4]);
        }
    }
}
