package org.espalier.lns;

import java.util.List;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;

/**
 * What a job says about training in fixed-point numbers.
 *
 * @param sites      where values are rounded
 * @param weight     weights as forward and backward see them
 * @param activation what layers hand on in forward
 * @param error      what layers hand back in backward
 * @param gradient   weight gradients before the optimizer
 * @param update     weights as the optimizer leaves them
 * @param headroom   octaves that are left for weights to grow
 */
public record FixedSettings(
        @Doc("where values are rounded; float32 elsewhere") @Default("[weight, activation, error, gradient, update]")
                List<Site> sites,
        @Doc("weights as forward and backward see them") FixedFormat weight,
        @Doc("what layers hand on in forward") FixedFormat activation,
        @Doc("what layers hand back in backward") FixedFormat error,
        @Doc("weight gradients before the optimizer") FixedFormat gradient,
        @Doc("weights as the optimizer leaves them, the grid on which they live between steps") FixedFormat update,
        @Doc(
                        "octaves from the largest weight of an update group, at birth and after growth, to the end of the range: room"
                                + " for weights to grow until the scale is fitted again")
                @Range(min = 0, max = 8)
                @Default("3")
                int headroom) {
    /** A copy of the sites. */
    public FixedSettings {
        sites = List.copyOf(sites);
    }

    private FixedFormat given(Site site) {
        return switch (site) {
            case WEIGHT -> weight;
            case ACTIVATION -> activation;
            case ERROR -> error;
            case GRADIENT -> gradient;
            case UPDATE -> update;
            // A site of a later API.
            default -> FixedFormat.PLAIN;
        };
    }

    int bits(Site site) {
        return given(site).bits().orElse(site == Site.UPDATE ? 16 : 8);
    }

    Group group(Site site) {
        return given(site).group().orElse(Defaults.group(site));
    }

    Rounding rounding(Site site) {
        return given(site).rounding();
    }
}
