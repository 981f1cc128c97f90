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
 * Kaiming's birth: matrices and kernels drawn with variance gain²/fan, by default 2 over the number of inputs, which keeps the size of
 * what passes a relu.
 *
 * <p>Where the layout draws nothing, as for a product's U that is born zero, for gains and for growth that keeps the outputs, it is
 * followed, and so it is with whatever is no matrix. Source: He, Zhang, Ren, Sun, Delving Deep into Rectifiers, ICCV 2015, arXiv
 * 1502.01852.
 */
@Component(service = Initializer.class)
@Plugin(name = "kaiming")
@Doc("random birth with variance gain² over the number of inputs, or of outputs")
public final class Kaiming implements Initializer<Kaiming.Settings> {
    /** What fan the variance goes by. */
    public enum Mode {
        /** Inputs: the size of activations stays. */
        IN,
        /** Outputs: the size of gradients stays. */
        OUT
    }

    /** What a job says of it. */
    public record Settings(
            @Doc("what entries are drawn from") @Default("normal") Distribution distribution,
            @Doc("what the variance goes by: in, the inputs, or out, the outputs") @Default("in") Mode mode,
            @Doc("factor on the standard deviation 1/√fan; √2 suits relu")
                    @Range(min = 1e-6, max = 1e3)
                    @Default("1.4142135623730951")
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
        double fan = settings.mode() == Mode.IN ? fans.get().in() : fans.get().out();
        Draws.fill(newborn, settings.distribution(), settings.gain() / Math.sqrt(fan));
        return true;
    }
}
