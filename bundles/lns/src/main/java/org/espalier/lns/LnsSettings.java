package org.espalier.lns;

import java.util.List;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;

/**
 * What a job says about training in logarithmic numbers (Zhao et al., arXiv 2106.13914).
 *
 * @param sites      where values are rounded
 * @param weight     weights as forward and backward see them
 * @param activation what layers hand on in forward
 * @param error      what layers hand back in backward
 * @param gradient   weight gradients before the optimizer
 * @param update     weights as the optimizer leaves them
 * @param headroom   octaves that are left for weights to grow
 */
public record LnsSettings(
        @Doc("where values are rounded; float32 elsewhere") @Default("[weight, activation, error, gradient, update]")
                List<Site> sites,
        @Doc("weights as forward and backward see them") LnsFormat weight,
        @Doc("what layers hand on in forward") LnsFormat activation,
        @Doc("what layers hand back in backward") LnsFormat error,
        @Doc("weight gradients before the optimizer") LnsFormat gradient,
        @Doc("weights as the optimizer leaves them, the grid on which they live between steps") LnsFormat update,
        @Doc(
                        "octaves from the power of two above the largest weight of an update group, at birth and after growth, to the"
                                + " top code: room for weights to grow until the scale is fitted again")
                @Range(min = 0, max = 8)
                @Default("3")
                int headroom) {
    /** Octaves that γ is chosen for. */
    private static final int OCTAVES = 16;
    /** Octaves that float32 holds with all its bits. */
    private static final int FLOAT_OCTAVES = 254;

    /** Checks that float32 holds the codes of every site. */
    public LnsSettings {
        sites = List.copyOf(sites);
        check("weight", resolved(weight, Site.WEIGHT, 0));
        check("activation", resolved(activation, Site.ACTIVATION, 0));
        check("error", resolved(error, Site.ERROR, 0));
        check("gradient", resolved(gradient, Site.GRADIENT, 0));
        check("update", resolved(update, Site.UPDATE, headroom));
    }

    private static void check(String site, LogFormat format) {
        if (format.top() > FLOAT_OCTAVES * format.base()) {
            throw new SettingsException(
                    site + ".base",
                    format.base(),
                    "with " + format.bits() + " bits spans " + format.top() / format.base()
                            + " octaves, and float32 has " + FLOAT_OCTAVES + "; give a larger base or fewer bits");
        }
    }

    /** The numbers of a site. */
    LogFormat at(Site site) {
        LnsFormat given =
                switch (site) {
                    case WEIGHT -> weight;
                    case ACTIVATION -> activation;
                    case ERROR -> error;
                    case GRADIENT -> gradient;
                    case UPDATE -> update;
                    // A site of a later API.
                    default -> LnsFormat.PLAIN;
                };
        return resolved(given, site, headroom);
    }

    private static LogFormat resolved(LnsFormat given, Site site, int headroom) {
        boolean update = site == Site.UPDATE;
        int bits = given.bits().orElse(update ? 12 : 8);
        int base = given.base().orElse(Math.max(1, (1 << bits - 1) / OCTAVES));
        return new LogFormat(
                bits,
                base,
                given.group().orElse(Defaults.group(site)),
                given.rounding(),
                given.underflow().orElse(Defaults.underflow(site)),
                update ? headroom : -1);
    }
}
