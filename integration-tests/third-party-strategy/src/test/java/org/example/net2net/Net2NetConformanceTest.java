package org.example.net2net;

import java.util.List;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.strategy.StrategyConformance;

/** What every strategy promises, by the kit. */
class Net2NetConformanceTest extends StrategyConformance<Net2NetSettings> {
    @Override
    protected GrowthStrategy<Net2NetSettings> plugin() {
        return new Net2Net();
    }

    @Override
    protected List<Net2NetSettings> settings() {
        return List.of(new Net2NetSettings(0.02, 1, 2, 0, 4, 0.2), new Net2NetSettings(0.5, 2, 1.5, 0.1, 1, 1));
    }
}
