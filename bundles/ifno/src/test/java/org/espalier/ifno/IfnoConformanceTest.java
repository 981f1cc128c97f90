package org.espalier.ifno;

import java.util.List;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.strategy.StrategyConformance;

class IfnoConformanceTest extends StrategyConformance<IfnoSettings> {
    @Override
    protected GrowthStrategy<IfnoSettings> plugin() {
        return new Ifno();
    }

    @Override
    protected List<IfnoSettings> settings() {
        return List.of(
                new IfnoSettings(IfnoSettings.EXPLAINED, 0.97, 2, 0, 1e-3, IfnoSettings.ZERO, 0),
                new IfnoSettings(IfnoSettings.EXPLAINED, 1, 1, 1, 1e-3, IfnoSettings.DEFAULT, 100),
                new IfnoSettings(IfnoSettings.GRADIENT, 0.9, 1, 0, 1e-3, IfnoSettings.ZERO, 0),
                new IfnoSettings(IfnoSettings.LOSS_GAP, 0.9, 2, 0, 1e-3, IfnoSettings.ZERO, 0),
                new IfnoSettings(IfnoSettings.REFERENCE_VARIANCE, 0.9, 2, 0, 1e-3, IfnoSettings.ZERO, 0));
    }
}
