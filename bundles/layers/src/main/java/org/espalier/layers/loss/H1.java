package org.espalier.layers.loss;

import java.util.Arrays;
import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/**
 * The relative H1 distance of a sample, √(‖e‖² + Σ‖∂e‖²) / (√(‖u‖² + Σ‖∂u‖²) + 1e-8) with e = v − u: values and first
 * derivatives along every axis (Li et al., arXiv 2111.03794). Plain sums over the grid; derivatives as in {@link Differences}
 * on the unit square.
 *
 * <p>Samples are fields [n, channels] or [n1, n2, …, channels].
 */
@Component(service = Loss.class)
@Plugin(name = "h1")
@Doc("relative H1 distance, per sample: values and first derivatives along every axis")
public final class H1 implements Loss<H1.Settings> {
    /** It has no settings. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
        FieldShape.requireEqual("h1", outputShape, targetShape);
        if (outputShape.length < 2) {
            throw new SettingsException(
                    "loss", "h1", "it needs fields [points, …, channels], not " + Arrays.toString(outputShape));
        }
        return new Prepared(outputShape, periodic);
    }

    private static final class Prepared implements Measure {
        private final int length;
        private final Differences[] axes;
        private final float[] field;
        private final float[] derivative;
        private final float[] sum;

        Prepared(int[] shape, boolean periodic) {
            this.length = FieldShape.length(shape);
            this.axes = new Differences[shape.length - 1];
            int outer = 1;
            for (int axis = 0; axis < axes.length; axis++) {
                axes[axis] = new Differences(outer, shape[axis], length / outer / shape[axis], periodic);
                outer *= shape[axis];
            }
            this.field = new float[length];
            this.derivative = new float[length];
            this.sum = new float[length];
        }

        @Override
        public void evaluate(float[] output, float[] target, int samples, double[] each, float[] gradient) {
            for (int sample = 0; sample < samples; sample++) {
                int from = sample * length;
                System.arraycopy(target, from, field, 0, length);
                double scale = Math.sqrt(squares(false)) + RelativeL2.EPSILON;
                for (int i = 0; i < length; i++) {
                    field[i] = output[from + i] - target[from + i];
                }
                double distance = Math.sqrt(squares(gradient.length > 0));
                each[sample] = distance / scale;
                if (gradient.length > 0) {
                    float factor = distance == 0 ? 0f : (float) (1 / (distance * scale * samples));
                    for (int i = 0; i < length; i++) {
                        gradient[from + i] = factor * sum[i];
                    }
                }
            }
        }

        /** ‖f‖² + Σ‖∂f‖²; on demand leaves f + Σ ∂ᵀ∂f, half its gradient, in {@link #sum}. */
        private double squares(boolean gradient) {
            double total = squares(field);
            System.arraycopy(field, 0, sum, 0, length);
            for (Differences axis : axes) {
                axis.apply(field, derivative);
                total += squares(derivative);
                if (gradient) {
                    axis.addTransposed(derivative, sum);
                }
            }
            return total;
        }

        private static double squares(float[] values) {
            double total = 0;
            for (float value : values) {
                total += (double) value * value;
            }
            return total;
        }
    }
}
