package org.espalier.testkit.doubles;

import java.util.List;
import org.espalier.api.growth.Initializer;
import org.espalier.testkit.birth.InitializerConformance;

class ZeroConformanceTest extends InitializerConformance<Zero.Settings> {
    @Override
    protected Initializer<Zero.Settings> plugin() {
        return new Zero();
    }

    @Override
    protected List<Zero.Settings> settings() {
        return List.of(new Zero.Settings(Math.sqrt(2)), new Zero.Settings(1));
    }
}
