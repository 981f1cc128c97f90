package org.espalier.lns;

import java.util.List;
import java.util.Optional;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.Site;
import org.espalier.testkit.number.NumberSystemConformance;

class LnsConformanceTest extends NumberSystemConformance<LnsSettings> {
    static final List<Site> EVERYWHERE = List.of(Site.values());

    /** One format everywhere. */
    static LnsSettings all(int bits, int base, Group group, Rounding rounding, Underflow underflow) {
        LnsFormat format = new LnsFormat(
                Optional.of(bits), Optional.of(base), Optional.of(group), rounding, Optional.of(underflow));
        return new LnsSettings(EVERYWHERE, format, format, format, format, format, 2);
    }

    /** What a job has that says no more than the name. */
    static LnsSettings defaults() {
        LnsFormat plain = LnsFormat.PLAIN;
        return new LnsSettings(EVERYWHERE, plain, plain, plain, plain, plain, 3);
    }

    @Override
    protected NumberSystem<LnsSettings> plugin() {
        return new Lns();
    }

    @Override
    protected List<LnsSettings> settings() {
        LnsFormat plain = LnsFormat.PLAIN;
        return List.of(
                defaults(),
                all(2, 1, Group.TENSOR, Rounding.NEAREST, Underflow.ZERO),
                all(5, 1, Group.ROW, Rounding.STOCHASTIC, Underflow.SMALLEST),
                all(8, 1, Group.ROW, Rounding.NEAREST, Underflow.SMALLEST),
                all(8, 8, Group.TENSOR, Rounding.STOCHASTIC, Underflow.ZERO),
                all(12, 128, Group.ROW, Rounding.STOCHASTIC, Underflow.SMALLEST),
                all(16, 2048, Group.TENSOR, Rounding.NEAREST, Underflow.ZERO),
                all(16, 4096, Group.ROW, Rounding.STOCHASTIC, Underflow.ZERO),
                new LnsSettings(List.of(Site.GRADIENT), plain, plain, plain, plain, plain, 0));
    }
}
