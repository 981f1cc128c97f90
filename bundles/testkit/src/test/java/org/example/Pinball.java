package org.example;

import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;

/**
 * The pinball loss of a quantile (Koenker and Bassett 1978): an error counts τ times where the output is too small, else 1 − τ.
 */
@Plugin(name = "pinball")
final class Pinball implements Loss<Pinball.Settings> {
    record Settings(@Doc("the quantile τ") @Range(min = 0, max = 1) double quantile) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
        int length = 1;
        for (int axis : outputShape) {
            length *= axis;
        }
        int entries = length;
        return (output, target, samples, each, gradient) -> {
            for (int sample = 0; sample < samples; sample++) {
                double sum = 0;
                for (int i = sample * entries; i < (sample + 1) * entries; i++) {
                    double error = target[i] - output[i];
                    double slope = error > 0 ? settings.quantile() : settings.quantile() - 1;
                    sum += slope * error;
                    if (gradient.length > 0) {
                        gradient[i] = (float) (-slope / entries / samples);
                    }
                }
                each[sample] = sum / entries;
            }
        };
    }
}
