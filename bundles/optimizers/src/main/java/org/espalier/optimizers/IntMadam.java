package org.espalier.optimizers;

import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/**
 * Integer Madam: a weight is its sign and one of some thousand levels, ±clamp · exp(−step · k), and an update moves k by a whole
 * number, round(rate/step · g/√v).
 *
 * <p>So 12 bits and a sign are all that there is of a weight, whatever the run's precision. Weights keep the magnitudes that they
 * are born with, taken to the nearest level (the paper's experiments draw k at random instead). A normalised gradient below
 * ½ · step/rate moves nothing, so a schedule that ends below step ends in rest. Levels span exp(step · (levels − 1)), 60 as
 * given; smaller weights are lifted to the last level. What {@link Madam} says of zeros and of its source holds here, too.
 */
@Component(service = Optimizer.class)
@Plugin(name = "int-madam")
@Doc("Integer Madam: weights are signs and levels of a logarithmic scale, updates move them by whole levels")
public final class IntMadam extends MadamFamily<IntMadam.Settings> {
    /** Settings of {@code int-madam}. */
    public record Settings(
            @Doc("share of a weight by which a normalised gradient of 1 moves it; the schedule multiplies it")
                    @Range(min = 1e-12, max = 10)
                    @Default("1e-2")
                    double lr,
            @Doc("natural logarithm of the ratio of two neighbouring levels")
                    @Range(min = 1e-4, max = 1)
                    @Default("1e-3")
                    double step,
            @Doc("number of levels; 4096 are 12 bits beside the sign") @Range(min = 2, max = 65536) @Default("4096")
                    int levels,
            @Doc("share of the mean square of gradients that an update keeps")
                    @Range(min = 0, max = 0.999999)
                    @Default("0.999")
                    double beta,
            @Doc("largest normalised gradient") @Range(min = 1e-3, max = 1e3) @Default("10") double bound,
            @Doc("largest magnitude of a weight over the root mean square of its tensor")
                    @Range(min = 1e-3, max = 1e3)
                    @Default("3")
                    double clamp)
            implements MadamFamily.Constants {
        /** Checks that the levels can be told apart and that the largest gradient moves a weight. */
        public Settings {
            if (step * levels > 80) {
                throw new SettingsException(
                        "levels",
                        levels,
                        "with a step of " + step + " span more than float32 holds; at most 80/step will do");
            }
            if (lr * bound < step / 2) {
                throw new SettingsException(
                        "lr", lr, "with a bound of " + bound + " never moves a weight by a level of " + step);
            }
        }
    }

    /** The optimizer; it has no state. */
    public IntMadam() {
        super(Settings.class);
    }

    @Override
    public UpdateRule prepare(Parameter parameter, Settings settings) {
        Levels levels = new Levels(settings.step(), settings.levels());
        float bound = (float) settings.bound();
        return (weights, gradient, moments, from, to, rate, age, constants) -> {
            float correction = NormalisedGradient.correction(settings.beta(), age);
            float steps = (float) (rate / settings.step());
            NormalisedGradient.normalise(gradient, moments[0], from, to, settings.beta(), correction, bound, steps);
            move(weights, gradient, from, to, (float) constants[0], levels);
        };
    }

    private static void move(float[] weights, float[] steps, int from, int to, float clamp, Levels levels) {
        for (int i = from; i < to; i++) {
            float w = weights[i];
            if (w == 0 || Float.isNaN(w)) {
                continue;
            }
            int moved = (int) Math.rint(steps[i]);
            // Signs are as good as drawn: a mask, not a jump.
            int negative = Float.floatToRawIntBits(w) >> 31;
            int level = levels.nearest(Math.abs(w) / clamp) + (moved ^ negative) - negative;
            float magnitude = clamp * levels.magnitude(Math.max(0, Math.min(levels.last(), level)));
            // A whole number would hide that a run has diverged.
            weights[i] = Float.isNaN(steps[i]) ? steps[i] : Math.copySign(magnitude, w);
        }
    }
}
