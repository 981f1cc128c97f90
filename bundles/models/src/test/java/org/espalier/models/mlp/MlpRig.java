package org.espalier.models.mlp;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Shapes;
import org.espalier.layers.Activation;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;

/** Whole perceptrons at work on inputs [3, 2]. */
final class MlpRig {
    private static final int INPUTS = 6;

    private MlpRig() {}

    static MlpSettings settings(Variant variant, Activation activation, List<Integer> widths, int stream) {
        return new MlpSettings(variant, activation, 4, widths, widths.size(), 64, 8, stream, 0, Optional.empty());
    }

    static MlpSettings settings(
            Variant variant, Activation activation, List<Integer> widths, int stream, LowRankSettings low) {
        return new MlpSettings(variant, activation, 4, widths, widths.size(), 64, 8, stream, 0, Optional.of(low));
    }

    static ModelRig<MlpSettings> of(MlpSettings settings, int outputs, int workers, int samples) {
        Mlp model = new Mlp();
        Shapes shapes = Shapes.of(samples, new int[] {3, 2}, new int[] {outputs});
        Dims dims = model.complete(settings, model.dims(settings), shapes);
        Layout layout = model.layout(settings, dims, shapes);
        return new ModelRig<>(
                model,
                new ModelCase<>(settings, shapes),
                dims,
                PlainWeights.of(layout, MlpRig::drawn),
                Numbers.normal("x", samples * INPUTS, 1),
                workers);
    }

    private static float[] drawn(Parameter parameter) {
        double scale = parameter.axes().size() < 2
                ? 0.3
                : Math.sqrt(2.0 / parameter.axes().get(0).size());
        return Numbers.normal(parameter.name(), parameter.length(), scale);
    }
}
