package org.espalier.lns;

import java.util.List;
import java.util.function.Function;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;

/**
 * A number system with settings, at one site, for property tests.
 *
 * @param name   as failures show it
 * @param traits what the system says of itself
 * @param of     the rounder of a shape
 */
record Systems(String name, NumberTraits traits, Function<int[], Rounder> of) {
    @Override
    public String toString() {
        return name;
    }

    private static <S extends Record> Systems of(NumberSystem<S> system, S settings, Site site) {
        String name = system.getClass().getSimpleName() + " at " + site + " with " + settings;
        return new Systems(name, system.traits(site, settings), shape -> system.prepare(shape, site, settings));
    }

    /** Every kind of rounding, of few bits and of many, at a site with headroom and one without. */
    static List<Systems> all() {
        Bfloat16Settings drawn = new Bfloat16Settings(LnsConformanceTest.EVERYWHERE, Rounding.STOCHASTIC);
        return List.of(
                of(new Lns(), LnsConformanceTest.defaults(), Site.ACTIVATION),
                of(new Lns(), LnsConformanceTest.defaults(), Site.UPDATE),
                log(2, 1, Rounding.NEAREST, Underflow.ZERO),
                log(5, 1, Rounding.STOCHASTIC, Underflow.SMALLEST),
                log(8, 1, Rounding.NEAREST, Underflow.SMALLEST),
                log(8, 8, Rounding.STOCHASTIC, Underflow.ZERO),
                log(12, 128, Rounding.STOCHASTIC, Underflow.SMALLEST),
                log(16, 2048, Rounding.NEAREST, Underflow.ZERO),
                log(16, 4096, Rounding.STOCHASTIC, Underflow.ZERO),
                of(new Fixed(), FixedConformanceTest.all(8, Group.ROW, Rounding.NEAREST), Site.WEIGHT),
                of(new Fixed(), FixedConformanceTest.all(16, Group.TENSOR, Rounding.STOCHASTIC), Site.UPDATE),
                of(new Bfloat16(), new Bfloat16Settings(LnsConformanceTest.EVERYWHERE, Rounding.NEAREST), Site.ERROR),
                of(new Bfloat16(), drawn, Site.UPDATE));
    }

    private static Systems log(int bits, int base, Rounding rounding, Underflow underflow) {
        return of(new Lns(), LnsConformanceTest.all(bits, base, Group.ROW, rounding, underflow), Site.WEIGHT);
    }

    /** A tensor of one row with what fits it. */
    Tensor fitted(float[] values) {
        Rounder rounder = of.apply(new int[] {1, values.length});
        return new Tensor(rounder, rounder.fit(values.clone()), traits);
    }

    /** A rounder and the scales that it has given. */
    record Tensor(Rounder rounder, double[] scales, NumberTraits traits) {
        float[] rounded(float[] values, RandomStream draws) {
            float[] copy = values.clone();
            rounder.round(copy, 0, copy.length, scales, draws);
            return copy;
        }

        /** All codes decoded. */
        float[] table() {
            return rounder.values(scales, 0);
        }

        int[] codes(float[] values) {
            int[] codes = new int[values.length];
            rounder.encode(values.clone(), scales, codes);
            return codes;
        }
    }
}
