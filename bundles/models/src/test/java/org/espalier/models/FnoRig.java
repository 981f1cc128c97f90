package org.espalier.models;

import java.util.Arrays;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;

/** Whole Fourier neural operators at work. */
final class FnoRig {
    static final FnoSettings SETTINGS = new FnoSettings(4, 3, 2, 4, 6);

    private FnoRig() {}

    /** An operator whose layers keep these modes, on a grid of one or two axes, from two channels to one or two. */
    static ModelRig<FnoSettings> of(
            FnoSettings settings, int[] grid, int outputs, int workers, int samples, int... modes) {
        FnoModel model = grid.length == 1 ? new Fno1d() : new Fno2d();
        Shapes shapes = Shapes.of(samples, channelsLast(grid, 2), channelsLast(grid, outputs));
        Dims born = model.dims(settings);
        for (int i = 0; i < modes.length; i++) {
            Dim dim = born.list().get(i);
            born = born.with(dim.withSize(modes[i]));
        }
        Dims dims = model.complete(settings, born, shapes);
        int points = Arrays.stream(grid).reduce(1, (a, b) -> a * b);
        return new ModelRig<>(
                model,
                new ModelCase<>(settings, shapes),
                dims,
                weights(model.layout(settings, dims, shapes)),
                Numbers.normal("a", samples * points * 2, 1),
                workers);
    }

    private static int[] channelsLast(int[] grid, int channels) {
        int[] shape = Arrays.copyOf(grid, grid.length + 1);
        shape[grid.length] = channels;
        return shape;
    }

    /** Weights as the layout says, spectral ones enlarged so that they matter beside the others. */
    static PlainWeights weights(Layout layout) {
        return PlainWeights.of(layout, FnoRig::drawn);
    }

    private static float[] drawn(Parameter parameter) {
        Init init = parameter.birth();
        RandomStream random = RandomStream.of(3, parameter.name());
        float[] values = new float[parameter.length()];
        double scale = parameter.name().contains("spectral") ? 3 : 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * (init.a() + (init.b() - init.a()) * random.uniform(i)));
        }
        return values;
    }
}
