package org.espalier.layers.loss;

import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.osgi.service.component.annotations.Component;

/** The mean squared error of a sample, Σ (v − u)² / n over its n entries, in the square of the targets' unit. */
@Component(service = Loss.class)
@Plugin(name = "mse")
@Doc("mean squared error, per sample: mean of the squared differences over its entries")
public final class MeanSquaredError implements Loss<MeanSquaredError.Settings> {
    /** It has no settings. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
        FieldShape.requireEqual("mse", outputShape, targetShape);
        int length = FieldShape.length(outputShape);
        return (output, target, samples, each, gradient) -> {
            float factor = (float) (2.0 / ((double) samples * length));
            for (int sample = 0; sample < samples; sample++) {
                int from = sample * length;
                double sum = 0;
                for (int i = from; i < from + length; i++) {
                    float error = output[i] - target[i];
                    sum += (double) error * error;
                    if (gradient.length > 0) {
                        gradient[i] = factor * error;
                    }
                }
                each[sample] = sum / length;
            }
        };
    }
}
