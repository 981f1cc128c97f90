package org.espalier.zero;

import java.util.List;
import org.espalier.api.growth.Initializer;
import org.espalier.testkit.birth.InitializerConformance;

class ZeroConformanceTest extends InitializerConformance<ZeroSettings> {
    @Override
    protected Initializer<ZeroSettings> plugin() {
        return new Zero();
    }

    @Override
    protected List<ZeroSettings> settings() {
        return List.of(
                Born.PAPER,
                new ZeroSettings(Scale.NOTEBOOK, Widening.HADAMARD, Kernel.CENTRE, Output.RULE, 0.02),
                new ZeroSettings(Scale.PAPER, Widening.HADAMARD, Kernel.NEIGHBOURS, Output.ZERO, 0.02),
                new ZeroSettings(Scale.PAPER, Widening.IDENTITY, Kernel.CENTRE, Output.ZERO, 1));
    }
}
