package org.espalier.lns;

import org.espalier.api.number.Multiplication;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.osgi.service.component.annotations.Component;

/**
 * Fixed-point numbers: whole numbers in two's complement times a scale, which is a power of two, the place of the binary point.
 *
 * <p>Beside {@code lns} it shows what equal steps do where {@code lns} has equal ratios. Zero is exact and of one sign. The
 * scale of a group is the least that holds its largest value; weights between updates (UPDATE) get headroom, since the host
 * fits their scale at birth and growth only. Infinities become the last code of their sign, NaN stays.
 */
@Component(service = NumberSystem.class)
@Plugin(name = "fixed")
@Doc("Fixed-point numbers: two's complement of 2 to 16 bits times a power of two")
public final class Fixed implements NumberSystem<FixedSettings> {
    @Override
    public Class<FixedSettings> settings() {
        return FixedSettings.class;
    }

    @Override
    public boolean rounds(Site site, FixedSettings settings) {
        return settings.sites().contains(site);
    }

    @Override
    public NumberTraits traits(Site site, FixedSettings settings) {
        // Of a value of one step and a half, or of hardly more than one.
        double relativeError = settings.rounding(site) == Rounding.NEAREST ? 1.0 / 3 : 1;
        return NumberTraits.of(settings.bits(site), /* exactZero= */ true, relativeError);
    }

    @Override
    public Multiplication multiplication(FixedSettings settings) {
        return Multiplication.INTEGER;
    }

    @Override
    public Rounder prepare(int[] shape, Site site, FixedSettings settings) {
        int headroom = site == Site.UPDATE ? settings.headroom() : -1;
        return new FixedRounder(
                settings.bits(site), settings.rounding(site), headroom, Groups.of(shape, settings.group(site)));
    }
}
