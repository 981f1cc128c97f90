package org.espalier.initializers;

import java.util.List;
import org.espalier.api.growth.Initializer;
import org.espalier.testkit.birth.InitializerConformance;

class OrthogonalConformanceTest extends InitializerConformance<Orthogonal.Settings> {
    @Override
    protected Initializer<Orthogonal.Settings> plugin() {
        return new Orthogonal();
    }

    @Override
    protected List<Orthogonal.Settings> settings() {
        return List.of(new Orthogonal.Settings(1), new Orthogonal.Settings(0.5));
    }
}
