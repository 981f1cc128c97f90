package org.espalier.lns;

import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.osgi.service.component.annotations.Component;

/**
 * bfloat16: the sign, the exponent and the first seven bits of the mantissa of a float32.
 *
 * <p>Beside {@code lns} it is what hardware has today. No scales; both zeros, infinities and NaN are codes of their own; what
 * lies beyond the range becomes infinite; below the normal numbers, 1.2e-38, everything is zero, as on many accelerators.
 * Weights between updates stay float32 unless {@code sites} says otherwise, as is usual.
 */
@Component(service = NumberSystem.class)
@Plugin(name = "bfloat16")
@Doc("bfloat16: the upper half of a float32")
public final class Bfloat16 implements NumberSystem<Bfloat16Settings> {
    @Override
    public Class<Bfloat16Settings> settings() {
        return Bfloat16Settings.class;
    }

    @Override
    public boolean rounds(Site site, Bfloat16Settings settings) {
        return settings.sites().contains(site);
    }

    @Override
    public NumberTraits traits(Site site, Bfloat16Settings settings) {
        return NumberTraits.of(16, /* exactZero= */ true, settings.rounding() == Rounding.NEAREST ? 0x1p-8 : 0x1p-7);
    }

    @Override
    public Rounder prepare(int[] shape, Site site, Bfloat16Settings settings) {
        return new Bfloat16Rounder(Groups.of(shape, Group.TENSOR).length(), settings.rounding());
    }
}
