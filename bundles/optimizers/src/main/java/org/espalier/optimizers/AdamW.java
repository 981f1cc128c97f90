package org.espalier.optimizers;

import org.espalier.api.optimize.Optimizer;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.osgi.service.component.annotations.Component;

/**
 * AdamW: Adam whose weight decay is decoupled from the gradient: every update first shrinks a weight by 1 − rate · decay.
 *
 * <p>Source: Loshchilov, Hutter, Decoupled Weight Decay Regularization, ICLR 2019, arXiv 1711.05101.
 */
@Component(service = Optimizer.class)
@Plugin(name = "adamw")
@Doc("Adam with weight decay apart from the gradient")
public final class AdamW extends AdamFamily<AdamW.Settings> {
    /** Settings of {@code adamw}. */
    public record Settings(
            @Doc("learning rate per update; the schedule multiplies it") @Range(min = 1e-12, max = 1e3) @Default("1e-3")
                    double lr,
            @Doc("share of a weight that an update takes away, per unit of learning rate")
                    @Range(min = 0, max = 1e3)
                    @Default("1e-2")
                    double weightDecay,
            @Doc("share of the first moment that an update keeps") @Range(min = 0, max = 0.999999) @Default("0.9")
                    double beta1,
            @Doc("share of the second moment that an update keeps") @Range(min = 0, max = 0.999999) @Default("0.999")
                    double beta2,
            @Doc("number added to the root of the second moment") @Range(min = 1e-30, max = 1) @Default("1e-8")
                    double eps)
            implements AdamFamily.Constants {}

    /** The optimizer; it has no state. */
    public AdamW() {
        super(Settings.class, /* decoupled= */ true);
    }
}
