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
 * A logarithmic number system: a value of B bits is sign · scale · 2^(e/γ), e a whole number of B − 1 bits, so that products are
 * sums of exponents.
 *
 * <p>e = 0 is kept for zero, of either sign, so codes keep the signs of zeros, too. It costs one step of 1/γ octaves at the low
 * end of the range and one code: with 8 bits and γ = 8 the range is 15.75 octaves in place of 15.875, with 2 bits it leaves
 * {−scale·2^(1/γ), 0, scale·2^(1/γ)}. Rounding is to the nearest exponent, or stochastic in the logarithm. Scales are powers of
 * 2^(1/γ): the largest value of a group has the top code, products of scales are sums of exponents, too, and a value that is
 * within reach before and after a change of scale keeps its bits. Weights between updates (UPDATE) get a power of two with
 * headroom, since the host fits their scale at birth and growth only.
 *
 * <p>Infinities become the top code of their sign, NaN stays. Products by exponents, conversion and integer accumulation are
 * simulated: values are rounded and multiplied as float32. The datapath itself, bit by bit, is among the tests, which hold the
 * difference to less than float32's own. Source: Zhao et al., LNS-Madam: Low-Precision Training in Logarithmic Number System
 * using Multiplicative Weight Update, IEEE Transactions on Computers 2022, arXiv 2106.13914. Accumulators sorted by remainders,
 * as in those tests, are covered by patents (US 11,886,980; US 12,033,060; US 12,118,454): look at them before you build such
 * hardware.
 */
@Component(service = NumberSystem.class)
@Plugin(name = "lns")
@Doc("Logarithmic numbers: sign, scale and an exponent in steps of 1/base octaves, with 2 to 16 bits at every site")
public final class Lns implements NumberSystem<LnsSettings> {
    @Override
    public Class<LnsSettings> settings() {
        return LnsSettings.class;
    }

    @Override
    public boolean rounds(Site site, LnsSettings settings) {
        return settings.sites().contains(site);
    }

    @Override
    public NumberTraits traits(Site site, LnsSettings settings) {
        LogFormat format = settings.at(site);
        return NumberTraits.of(format.bits(), /* exactZero= */ true, format.relativeError())
                .withStepsPerOctave(format.base());
    }

    @Override
    public Multiplication multiplication(LnsSettings settings) {
        return Multiplication.EXPONENT_ADDITION;
    }

    @Override
    public Rounder prepare(int[] shape, Site site, LnsSettings settings) {
        LogFormat format = settings.at(site);
        return new LogRounder(format, Groups.of(shape, format.group()));
    }
}
