package org.espalier.optimizers;

import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.osgi.service.component.annotations.Component;

/**
 * Madam: a weight is multiplied by exp(−rate · g/√v · sign w), so that every step is a share of the weight, and clamped to a few
 * times the root mean square of its tensor, in which weight decay has its place.
 *
 * <p>A sign never changes and an exact zero never moves, so it goes with matrices that are born without zeros; gains, biases and
 * what ZerO or silent growth brings go to another optimizer by {@code groups}, or are born {@code mirrored}. The clamp is
 * fitted at birth and again when growth has changed the tensor. Weights do not fall below float32's smallest normal number.
 *
 * <p>Source: Bernstein, Zhao, Meister, Liu, Anandkumar, Yue, Learning compositional functions via multiplicative weight updates,
 * NeurIPS 2020, arXiv 2006.14560. Written from the paper's formulas: the authors' code is under CC BY-NC-SA 4.0, which does not
 * go with this project's licence, and none of it is here.
 */
@Component(service = Optimizer.class)
@Plugin(name = "madam")
@Doc("Madam: weights are multiplied by exponentials of their normalised gradients; signs and zeros stay")
public final class Madam extends MadamFamily<Madam.Settings> {
    /** Settings of {@code madam}. */
    public record Settings(
            @Doc("share of a weight by which a normalised gradient of 1 moves it; the schedule multiplies it")
                    @Range(min = 1e-12, max = 10)
                    @Default("1e-2")
                    double lr,
            @Doc("share of the mean square of gradients that an update keeps")
                    @Range(min = 0, max = 0.999999)
                    @Default("0.999")
                    double beta,
            @Doc("largest normalised gradient") @Range(min = 1e-3, max = 1e3) @Default("10") double bound,
            @Doc("largest magnitude of a weight over the root mean square of its tensor")
                    @Range(min = 1e-3, max = 1e3)
                    @Default("3")
                    double clamp)
            implements MadamFamily.Constants {}

    /** The optimizer; it has no state. */
    public Madam() {
        super(Settings.class);
    }

    @Override
    public UpdateRule prepare(Parameter parameter, Settings settings) {
        return new MadamRule(settings.beta(), settings.bound());
    }
}
