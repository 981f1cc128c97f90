package org.espalier.testkit.doubles;

import java.util.List;
import org.espalier.api.optimize.Optimizer;
import org.espalier.testkit.optimize.OptimizerConformance;

class MadamConformanceTest extends OptimizerConformance<Madam.Settings> {
    @Override
    protected Optimizer<Madam.Settings> plugin() {
        return new Madam();
    }

    @Override
    protected List<Madam.Settings> settings() {
        return List.of(new Madam.Settings(1.0 / 128, 0.999, 10, 3), new Madam.Settings(1.0 / 16, 0.9, 10, 3));
    }
}
