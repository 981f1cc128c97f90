package org.espalier.lns;

import java.util.List;
import java.util.Optional;
import org.espalier.api.number.NumberSystem;
import org.espalier.testkit.number.NumberSystemConformance;

class FixedConformanceTest extends NumberSystemConformance<FixedSettings> {
    /** One format everywhere. */
    static FixedSettings all(int bits, Group group, Rounding rounding) {
        FixedFormat format = new FixedFormat(Optional.of(bits), Optional.of(group), rounding);
        return new FixedSettings(LnsConformanceTest.EVERYWHERE, format, format, format, format, format, 2);
    }

    @Override
    protected NumberSystem<FixedSettings> plugin() {
        return new Fixed();
    }

    @Override
    protected List<FixedSettings> settings() {
        FixedFormat plain = FixedFormat.PLAIN;
        return List.of(
                new FixedSettings(LnsConformanceTest.EVERYWHERE, plain, plain, plain, plain, plain, 3),
                all(2, Group.TENSOR, Rounding.NEAREST),
                all(5, Group.ROW, Rounding.STOCHASTIC),
                all(16, Group.ROW, Rounding.NEAREST),
                all(16, Group.TENSOR, Rounding.STOCHASTIC));
    }
}
