package org.espalier.optimizers;

import java.util.List;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/**
 * Stochastic gradient descent, plain, with momentum (velocity = momentum · velocity + gradient), or with Nesterov's look
 * ahead; weight decay is an L2 term in the gradient. A newborn's velocity begins at zero, so it needs no correction by age.
 *
 * <p>Source: Sutskever, Martens, Dahl, Hinton, On the importance of initialization and momentum in deep learning, ICML 2013.
 */
@Component(service = Optimizer.class)
@Plugin(name = "sgd")
@Doc("stochastic gradient descent, plain, with momentum, or with Nesterov's look ahead")
public final class Sgd implements Optimizer<Sgd.Settings> {
    /** Settings of {@code sgd}. */
    public record Settings(
            @Doc("learning rate per update; the schedule multiplies it") @Range(min = 1e-12, max = 1e3) @Default("1e-2")
                    double lr,
            @Doc("factor of the weights that are added to the gradient, an L2 term")
                    @Range(min = 0, max = 1e3)
                    @Default("0")
                    double weightDecay,
            @Doc("share of the velocity that an update keeps") @Range(min = 0, max = 0.999999) @Default("0")
                    double momentum,
            @Doc("whether the gradient is followed from where the velocity leads; needs momentum above 0")
                    @Default("false")
                    boolean nesterov) {
        /** Checks that a look ahead has a velocity to look along. */
        public Settings {
            if (nesterov && momentum == 0) {
                throw new SettingsException("nesterov", "true", "needs a momentum above 0, such as 0.9");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public List<Moment> moments(Settings settings) {
        return settings.momentum() == 0 ? List.of() : List.of(Moment.linear("velocity"));
    }

    @Override
    public double rate(Settings settings) {
        return settings.lr();
    }

    @Override
    public UpdateRule prepare(Parameter parameter, Settings settings) {
        float decay = (float) settings.weightDecay();
        float momentum = (float) settings.momentum();
        if (momentum == 0) {
            return (weights, gradient, moments, from, to, rate, age, constants) ->
                    plain(weights, gradient, from, to, (float) rate, decay);
        }
        // The step is ahead · gradient + along · velocity: (0, 1), or with Nesterov (1, momentum).
        float ahead = settings.nesterov() ? 1 : 0;
        float along = settings.nesterov() ? momentum : 1;
        return (weights, gradient, moments, from, to, rate, age, constants) ->
                heavy(weights, gradient, moments[0], from, to, (float) rate, decay, momentum, ahead, along);
    }

    private static void plain(float[] weights, float[] gradient, int from, int to, float rate, float decay) {
        for (int i = from; i < to; i++) {
            weights[i] -= rate * (gradient[i] + decay * weights[i]);
        }
    }

    private static void heavy(
            float[] weights,
            float[] gradient,
            float[] velocity,
            int from,
            int to,
            float rate,
            float decay,
            float momentum,
            float ahead,
            float along) {
        for (int i = from; i < to; i++) {
            float g = gradient[i] + decay * weights[i];
            float v = momentum * velocity[i] + g;
            velocity[i] = v;
            weights[i] -= rate * (ahead * g + along * v);
        }
    }
}
