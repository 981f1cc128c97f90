package org.espalier.testkit.doubles;

import java.util.List;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;

/**
 * Madam in base 2: a weight is multiplied by 2^(−rate · g/√v · sign w), clamped to a few times the root mean square that its
 * tensor had when it was born or had last grown. A sign never changes and an exact zero never moves.
 *
 * <p>Sources: Bernstein et al., Learning compositional functions via multiplicative weight updates, NeurIPS 2020,
 * arXiv 2006.14560; Zhao et al., LNS-Madam, IEEE TC 2022.
 */
@Plugin(name = "madam")
public final class Madam implements Optimizer<Madam.Settings> {
    /** Settings. */
    public record Settings(
            @Doc("octaves that a normalised gradient of 1 moves a weight") double lr,
            @Doc("decay of the second moment") double beta,
            @Doc("largest normalised gradient") double bound,
            @Doc("largest weight over the tensor's root mean square") double clamp) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public List<Moment> moments(Settings settings) {
        return List.of(Moment.quadratic("second"));
    }

    @Override
    public double rate(Settings settings) {
        return settings.lr();
    }

    @Override
    public boolean movesExactZero(Settings settings) {
        return false;
    }

    @Override
    public double[] constants(Parameter parameter, float[] weights, Settings settings) {
        double squares = 0;
        for (float w : weights) {
            squares += (double) w * w;
        }
        return new double[] {settings.clamp() * Math.sqrt(squares / Math.max(1, weights.length))};
    }

    @Override
    public UpdateRule prepare(Parameter parameter, Settings settings) {
        return (weights, gradient, moments, from, to, rate, age, constants) -> {
            float[] second = moments[0];
            double correction = 1 - Math.pow(settings.beta(), age);
            for (int i = from; i < to; i++) {
                double g = gradient[i];
                double v = settings.beta() * second[i] + (1 - settings.beta()) * g * g;
                second[i] = (float) v;
                double relative = v == 0 ? 0 : g / Math.sqrt(v / correction);
                double bounded = Math.max(-settings.bound(), Math.min(settings.bound(), relative));
                double w = weights[i] * Math.pow(2, -rate * bounded * Math.signum(weights[i]));
                weights[i] = (float) Math.max(-constants[0], Math.min(constants[0], w));
            }
        };
    }
}
