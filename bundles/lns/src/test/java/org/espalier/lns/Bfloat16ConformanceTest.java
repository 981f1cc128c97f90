package org.espalier.lns;

import java.util.List;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.Site;
import org.espalier.testkit.number.NumberSystemConformance;

class Bfloat16ConformanceTest extends NumberSystemConformance<Bfloat16Settings> {
    @Override
    protected NumberSystem<Bfloat16Settings> plugin() {
        return new Bfloat16();
    }

    @Override
    protected List<Bfloat16Settings> settings() {
        return List.of(
                new Bfloat16Settings(LnsConformanceTest.EVERYWHERE, Rounding.NEAREST),
                new Bfloat16Settings(List.of(Site.WEIGHT, Site.UPDATE), Rounding.STOCHASTIC));
    }
}
