package org.espalier.initializers;

import java.util.Optional;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Newborn;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.osgi.service.component.annotations.Component;

/**
 * Xavier's birth: matrices and kernels drawn with variance 2·gain²/(fan in + fan out), a middle between keeping the size of activations
 * and that of gradients.
 *
 * <p>Where the layout draws nothing it is followed, and so it is with whatever is no matrix. Source: Glorot, Bengio, Understanding the
 * difficulty of training deep feedforward neural networks, AISTATS 2010.
 */
@Component(service = Initializer.class)
@Plugin(name = "xavier")
@Doc("random birth with variance 2·gain² over the number of inputs and outputs")
public final class Xavier implements Initializer<Xavier.Settings> {
    /** What a job says of it. */
    public record Settings(
            @Doc("what entries are drawn from") @Default("uniform") Distribution distribution,
            @Doc("factor on the standard deviation √(2/(inputs + outputs))") @Range(min = 1e-6, max = 1e3) @Default("1")
                    double gain) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean initialize(Newborn newborn, Settings settings) {
        Optional<Fans> fans = Fans.of(newborn);
        if (fans.isEmpty()) {
            return false;
        }
        double both = fans.get().in() + fans.get().out();
        Draws.fill(newborn, settings.distribution(), settings.gain() * Math.sqrt(2 / both));
        return true;
    }
}
