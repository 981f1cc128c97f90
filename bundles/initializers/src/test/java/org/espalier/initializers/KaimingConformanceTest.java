package org.espalier.initializers;

import java.util.List;
import org.espalier.api.growth.Initializer;
import org.espalier.testkit.birth.InitializerConformance;

class KaimingConformanceTest extends InitializerConformance<Kaiming.Settings> {
    @Override
    protected Initializer<Kaiming.Settings> plugin() {
        return new Kaiming();
    }

    @Override
    protected List<Kaiming.Settings> settings() {
        return List.of(
                new Kaiming.Settings(Distribution.NORMAL, Kaiming.Mode.IN, 1.4142135623730951),
                new Kaiming.Settings(Distribution.UNIFORM, Kaiming.Mode.OUT, 1));
    }
}
