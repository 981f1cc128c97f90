package org.example.frozen;

import java.util.List;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.osgi.service.component.annotations.Component;

/** Steps against the mean gradient, each entry's by its own age. */
@Component(service = Optimizer.class)
@Plugin(name = "frozen")
public final class FrozenOptimizer implements Optimizer<FrozenOptimizer.Settings> {
    /** How fast. */
    public record Settings(
            @Doc("learning rate") @Range(min = 0) @Default("1e-2") double lr,
            @Doc("share of the mean that is kept") @Range(min = 0, max = 0.999) @Default("0.9") double momentum) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public List<Moment> moments(Settings settings) {
        return List.of(Moment.linear("mean"));
    }

    @Override
    public double rate(Settings settings) {
        return settings.lr();
    }

    @Override
    public double[] constants(Parameter parameter, float[] weights, Settings settings) {
        return new double[] {weights.length};
    }

    @Override
    public UpdateRule prepare(Parameter parameter, Settings settings) {
        float kept = (float) settings.momentum();
        return (weights, gradient, moments, from, to, rate, age, constants) -> {
            float[] mean = moments[0];
            float step = (float) (rate / (1 - Math.pow(kept, age)));
            for (int i = from; i < to; i++) {
                mean[i] = kept * mean[i] + (1 - kept) * gradient[i];
                weights[i] -= step * mean[i];
            }
        };
    }
}
