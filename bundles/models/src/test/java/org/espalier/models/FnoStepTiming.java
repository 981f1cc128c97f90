package org.espalier.models;

import java.util.Arrays;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.model.Numbers;

/**
 * The time of a Fourier neural operator's step; a program, not a test. Its arguments are n1 n2 width modes batch workers steps
 * (n1 = 1 for a line); how to run it: {@link StepTiming}.
 */
public final class FnoStepTiming {
    private static final int LAYERS = 4;
    private static final int HIDDEN = 128;

    private FnoStepTiming() {}

    /** Prints the times. */
    public static void main(String[] arguments) {
        int[] sizes = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        int[] grid = sizes[0] == 1 ? new int[] {sizes[1]} : new int[] {sizes[0], sizes[1]};
        int samples = sizes[4];
        FnoSettings settings = new FnoSettings(sizes[2], LAYERS, sizes[3], sizes[3], HIDDEN);
        FnoModel model = grid.length == 1 ? new Fno1d() : new Fno2d();
        int[] shape = Arrays.copyOf(grid, grid.length + 1);
        shape[grid.length] = 1;
        Shapes shapes = Shapes.of(samples, shape, shape);
        Dims dims = model.complete(settings, model.dims(settings), shapes);
        float[] input = Numbers.normal("a", samples * sizes[0] * sizes[1], 1);
        try (StepTiming timing = StepTiming.of(
                model, settings, shapes, FnoRig.weights(model.layout(settings, dims, shapes)), input, sizes[5])) {
            timing.print(sizes[6]);
        }
    }
}
