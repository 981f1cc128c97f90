package org.example.frozen;

import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/** Mean square of the differences. */
@Component(service = Loss.class)
@Plugin(name = "frozen")
public final class FrozenLoss implements Loss<FrozenLoss.Settings> {
    /** Nothing to set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
        int length = 1;
        for (int size : outputShape) {
            length *= size;
        }
        if (outputShape.length != targetShape.length) {
            throw new SettingsException("loss", "frozen", "outputs and targets have different axes");
        }
        int entries = length;
        return (output, target, samples, each, gradient) -> {
            for (int s = 0; s < samples; s++) {
                double sum = 0;
                for (int i = s * entries; i < (s + 1) * entries; i++) {
                    double difference = output[i] - target[i];
                    sum += difference * difference;
                    if (gradient.length > 0) {
                        gradient[i] = (float) (2 * difference / entries / samples);
                    }
                }
                each[s] = sum / entries;
            }
        };
    }
}
