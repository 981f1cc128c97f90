package ${package};

import java.util.List;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.strategy.StrategyConformance;

/** All that a strategy promises, checked by the kit on plain arrays. */
class ${className}ConformanceTest extends StrategyConformance<${className}.Settings> {
    @Override
    protected GrowthStrategy<${className}.Settings> plugin() {
        return new ${className}();
    }

    @Override
    protected List<${className}.Settings> settings() {
        return List.of(new ${className}.Settings(1.5), new ${className}.Settings(1));
    }
}
