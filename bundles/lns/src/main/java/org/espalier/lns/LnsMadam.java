package org.espalier.lns;

import java.util.List;
import java.util.OptionalInt;
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
 * LNS-Madam: a weight is ±2^(n/γ), and an update moves n by a whole number, round(rate · γ · g/√v), against the gradient.
 *
 * <p>It goes with {@code lns}: where γ is that of the number system's {@code update}, or divides it, a step is a sum of codes,
 * and rounding finds nothing to round. On a coarser grid than its own steps would be lost, so such a job is refused. A normalised
 * gradient below ½/(rate · γ) moves nothing, and a schedule that goes below 1/(2 · bound · γ) ends in rest; {@code madam} with
 * stochastic rounding of updates has no such end. A sign never changes and an exact zero never moves; weights are clamped to a
 * few times the root mean square of their tensor, fitted at birth and again when growth has changed it.
 *
 * <p>Source: Zhao et al., LNS-Madam: Low-Precision Training in Logarithmic Number System using Multiplicative Weight Update, IEEE
 * Transactions on Computers 2022, arXiv 2106.13914; Madam itself: Bernstein et al., NeurIPS 2020, arXiv 2006.14560. Written from
 * the papers' formulas: the code of Madam's authors is under CC BY-NC-SA 4.0, which does not go with this project's licence, and
 * none of it is here.
 */
@Component(service = Optimizer.class)
@Plugin(name = "lns-madam")
@Doc("LNS-Madam: weights are signs and whole exponents, updates move them by whole steps of 1/base octaves")
public final class LnsMadam implements Optimizer<LnsMadam.Settings> {
    /** Settings of {@code lns-madam}. */
    public record Settings(
            @Doc(
                            "octaves by which a normalised gradient of 1 moves a weight, 1/128 as given; the schedule multiplies it")
                    @Range(min = 1e-12, max = 10)
                    @Default("0.0078125")
                    double lr,
            @Doc("steps per octave, a power of two: that of the number system's update")
                    @Range(min = 1, max = 4096)
                    @Default("128")
                    int base,
            @Doc("share of the mean square of gradients that an update keeps")
                    @Range(min = 0, max = 0.999999)
                    @Default("0.999")
                    double beta,
            @Doc("largest normalised gradient") @Range(min = 1e-3, max = 1e3) @Default("10") double bound,
            @Doc("largest magnitude of a weight over the root mean square of its tensor")
                    @Range(min = 1e-3, max = 1e3)
                    @Default("3")
                    double clamp) {
        /** Checks that γ is a power of two and that the largest gradient moves a weight. */
        public Settings {
            if (Integer.bitCount(base) != 1) {
                throw new SettingsException("base", base, "must be a power of two, such as 128");
            }
            if (lr * base * bound < 0.5) {
                throw new SettingsException(
                        "lr",
                        lr,
                        "with a base of " + base + " and a bound of " + bound
                                + " never moves a weight by a whole step; give at least " + 0.5 / (base * bound));
            }
        }
    }

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
    public OptionalInt stepsPerOctave(Settings settings) {
        return OptionalInt.of(settings.base());
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
        return new LnsMadamRule(LogGrid.of(settings.base()), settings.beta(), settings.bound());
    }
}
