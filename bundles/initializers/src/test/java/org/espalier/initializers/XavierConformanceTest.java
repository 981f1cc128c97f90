package org.espalier.initializers;

import java.util.List;
import org.espalier.api.growth.Initializer;
import org.espalier.testkit.birth.InitializerConformance;

class XavierConformanceTest extends InitializerConformance<Xavier.Settings> {
    @Override
    protected Initializer<Xavier.Settings> plugin() {
        return new Xavier();
    }

    @Override
    protected List<Xavier.Settings> settings() {
        return List.of(new Xavier.Settings(Distribution.UNIFORM, 1), new Xavier.Settings(Distribution.NORMAL, 2));
    }
}
