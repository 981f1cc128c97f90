package org.espalier.schedule;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.strategy.StrategyConformance;

class SizeScheduleConformanceTest extends StrategyConformance<ScheduleSettings> {
    @Override
    protected GrowthStrategy<ScheduleSettings> plugin() {
        return new SizeSchedule();
    }

    @Override
    protected List<ScheduleSettings> settings() {
        return List.of(
                new ScheduleSettings(Map.of(0, 16, 6, 32, 20, 64), Map.of()),
                new ScheduleSettings(Map.of(0, 64, 8, 8), Map.of()),
                new ScheduleSettings(Map.of(3, 4), Map.of(100, 5, 200, 6)));
    }
}
