package org.espalier.models.resnet;

import java.util.List;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Shapes;
import org.espalier.models.resnet.ResnetSettings.Norm;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;

/** Whole residual networks at work on images of 6 × 5 points with 3 channels. */
final class ResnetRig {
    private ResnetRig() {}

    static ResnetSettings small(Variant variant, Norm norm) {
        return new ResnetSettings(variant, norm, List.of(2, 1), List.of(4, 8), 0);
    }

    static Shapes shapes(int samples) {
        return Shapes.of(samples, new int[] {6, 5, 3}, new int[] {2});
    }

    static ModelRig<ResnetSettings> of(ResnetSettings settings, int samples, int workers) {
        Resnet model = new Resnet();
        Shapes shapes = shapes(samples);
        Layout layout = model.layout(settings, model.dims(settings), shapes);
        return new ModelRig<>(
                model,
                new ModelCase<>(settings, shapes),
                model.dims(settings),
                PlainWeights.of(layout, ResnetRig::drawn),
                Numbers.normal("x", samples * 90, 1),
                workers);
    }

    /** Weights so large that every part matters, gains and variances around 1. */
    private static float[] drawn(Parameter parameter) {
        int axes = parameter.axes().size();
        boolean around = axes == 1
                && !parameter.name().endsWith("bias")
                && !parameter.name().endsWith("mean");
        double scale = axes == 1 ? 0.3 : Math.sqrt(1.0 * parameter.shape()[axes - 1] / parameter.length());
        float[] values = Numbers.normal(parameter.name(), parameter.length(), scale);
        for (int i = 0; i < values.length && around; i++) {
            values[i] = parameter.kind() == EntryKind.STATISTIC ? 1 + Math.abs(values[i]) : 1 + values[i];
        }
        return values;
    }
}
