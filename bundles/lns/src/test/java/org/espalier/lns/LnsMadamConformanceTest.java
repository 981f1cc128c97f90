package org.espalier.lns;

import java.util.List;
import org.espalier.api.optimize.Optimizer;
import org.espalier.testkit.optimize.OptimizerConformance;

class LnsMadamConformanceTest extends OptimizerConformance<LnsMadam.Settings> {
    @Override
    protected Optimizer<LnsMadam.Settings> plugin() {
        return new LnsMadam();
    }

    @Override
    protected List<LnsMadam.Settings> settings() {
        return List.of(
                new LnsMadam.Settings(1.0 / 128, 128, 0.999, 10, 3),
                new LnsMadam.Settings(1.0 / 32, 32, 0.99, 5, 2),
                new LnsMadam.Settings(1.0 / 64, 2048, 0.9, 10, 3));
    }
}
