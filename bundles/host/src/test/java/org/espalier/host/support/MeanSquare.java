package org.espalier.host.support;

import org.espalier.api.optimize.Loss;

/** Half the squared distance of output and target, per sample. */
public final class MeanSquare implements Loss<MeanSquare.Settings> {
    /** Nothing to set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
        return (output, target, samples, each, gradient) -> {
            int length = output.length / samples;
            for (int s = 0; s < samples; s++) {
                each[s] = 0;
                for (int i = s * length; i < (s + 1) * length; i++) {
                    float error = output[i] - target[i];
                    each[s] += 0.5 * error * error;
                    if (gradient.length > 0) {
                        gradient[i] = error / samples;
                    }
                }
            }
        };
    }
}
