package org.example;

import java.util.List;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.doubles.Plateau;
import org.espalier.testkit.strategy.StrategyConformance;

class PlateauConformanceTest extends StrategyConformance<Plateau.Settings> {
    @Override
    protected GrowthStrategy<Plateau.Settings> plugin() {
        return new Plateau();
    }

    @Override
    protected List<Plateau.Settings> settings() {
        return List.of(new Plateau.Settings(0.01, 1.5), new Plateau.Settings(0.5, 1));
    }
}
