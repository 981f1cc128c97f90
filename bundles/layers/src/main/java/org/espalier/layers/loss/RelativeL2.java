package org.espalier.layers.loss;

import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.osgi.service.component.annotations.Component;

/**
 * The relative L2 distance of a sample, ‖v − u‖₂ / (‖u‖₂ + 1e-8) over all its entries: what neural operators are trained and
 * judged by (Li et al., arXiv 2010.08895). Quadrature weights of a uniform grid cancel.
 */
@Component(service = Loss.class)
@Plugin(name = "relative-l2")
@Doc("relative L2 distance, per sample: norm of the error over norm of the target")
public final class RelativeL2 implements Loss<RelativeL2.Settings> {
    /** What keeps a zero target from dividing by zero. */
    static final double EPSILON = 1e-8;

    /** It has no settings. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
        FieldShape.requireEqual("relative-l2", outputShape, targetShape);
        int length = FieldShape.length(outputShape);
        return (output, target, samples, each, gradient) -> {
            for (int sample = 0; sample < samples; sample++) {
                each[sample] = evaluate(output, target, sample * length, length, samples, gradient);
            }
        };
    }

    private static double evaluate(
            float[] output, float[] target, int from, int length, int samples, float[] gradient) {
        double error = 0;
        double size = 0;
        for (int i = from; i < from + length; i++) {
            double e = output[i] - target[i];
            error += e * e;
            size += (double) target[i] * target[i];
        }
        double distance = Math.sqrt(error);
        double scale = Math.sqrt(size) + EPSILON;
        if (gradient.length > 0) {
            float factor = distance == 0 ? 0f : (float) (1 / (distance * scale * samples));
            for (int i = from; i < from + length; i++) {
                gradient[i] = factor * (output[i] - target[i]);
            }
        }
        return distance / scale;
    }
}
