package org.espalier.inrank;

import java.util.List;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.strategy.StrategyConformance;

class InRankConformanceTest extends StrategyConformance<InRankSettings> {
    @Override
    protected GrowthStrategy<InRankSettings> plugin() {
        return new InRank();
    }

    @Override
    protected List<InRankSettings> settings() {
        return List.of(
                new InRankSettings(Criterion.ENERGY, 0.9, 1, 1, 0),
                new InRankSettings(Criterion.ENERGY, 0.99, 2, 50, 100),
                new InRankSettings(Criterion.REFERENCE_VARIANCE, 0.9, 1, 1, 0));
    }
}
