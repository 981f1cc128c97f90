package org.espalier.inrank;

import java.util.List;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.strategy.StrategyConformance;

class InRankEfficientConformanceTest extends StrategyConformance<InRankEfficientSettings> {
    @Override
    protected GrowthStrategy<InRankEfficientSettings> plugin() {
        return new InRankEfficient();
    }

    @Override
    protected List<InRankEfficientSettings> settings() {
        return List.of(
                new InRankEfficientSettings(Criterion.ENERGY, 0.9, 1, 1, 0, 2),
                new InRankEfficientSettings(Criterion.ENERGY, 0.2, 2, 1, 0, 1),
                new InRankEfficientSettings(Criterion.REFERENCE_VARIANCE, 0.9, 1, 30, 40, 3));
    }
}
