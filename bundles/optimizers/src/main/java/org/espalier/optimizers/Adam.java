package org.espalier.optimizers;

import org.espalier.api.optimize.Optimizer;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.osgi.service.component.annotations.Component;

/**
 * Adam: first moment over the root of the second, both corrected for their birth at zero; weight decay is an L2 term in the
 * gradient, so it is normalised like the gradient itself.
 *
 * <p>Beside growth, mind that an entry whose gradient is weight decay alone takes full steps towards zero; {@code adamw}
 * has no such effect. Source: Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv 1412.6980.
 */
@Component(service = Optimizer.class)
@Plugin(name = "adam")
@Doc("Adam: first moment over the root of the second, weight decay as an L2 term in the gradient")
public final class Adam extends AdamFamily<Adam.Settings> {
    /** Settings of {@code adam}. */
    public record Settings(
            @Doc("learning rate per update; the schedule multiplies it") @Range(min = 1e-12, max = 1e3) @Default("1e-3")
                    double lr,
            @Doc("factor of the weights that are added to the gradient, an L2 term")
                    @Range(min = 0, max = 1e3)
                    @Default("0")
                    double weightDecay,
            @Doc("share of the first moment that an update keeps") @Range(min = 0, max = 0.999999) @Default("0.9")
                    double beta1,
            @Doc("share of the second moment that an update keeps") @Range(min = 0, max = 0.999999) @Default("0.999")
                    double beta2,
            @Doc("number added to the root of the second moment") @Range(min = 1e-30, max = 1) @Default("1e-8")
                    double eps)
            implements AdamFamily.Constants {}

    /** The optimizer; it has no state. */
    public Adam() {
        super(Settings.class, /* decoupled= */ false);
    }
}
