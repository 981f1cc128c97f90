package ${package};

import java.util.List;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.Range;
import org.osgi.service.component.annotations.Component;

/** Grows its dims by a factor at every decision. */
@Component(service = GrowthStrategy.class)
@Plugin(name = "${artifactId}")
@Doc("grows its dims by a factor at every decision")
public final class ${className} implements GrowthStrategy<${className}.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("new size over old size") @Range(min = 1, max = 8) @Default("1.5") double factor) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        List<GrowthOp.Resize> larger = seen.dims().stream()
                .filter(dim -> !dim.full())
                .map(dim -> GrowthOp.resize(dim, dim.grown(settings.factor())))
                .toList();
        return larger.isEmpty()
                ? Decision.keep("every dim is full", state)
                : Decision.grow(GrowthPlan.of(larger), "larger by " + settings.factor(), state);
    }
}
