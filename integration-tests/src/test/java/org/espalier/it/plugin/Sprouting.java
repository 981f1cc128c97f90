package org.espalier.it.plugin;

import java.util.List;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;

/**
 * A strategy that grows its dims by one each time it has been asked so often; it counts in its state, so that no turn may be
 * lost.
 */
public class Sprouting implements GrowthStrategy<Sprouting.Settings> {
    private static final double PATIENCE = 30;

    /** Nothing to set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        double asked = state.number("asked", 0) + 1;
        PluginState next = state.with("asked", asked);
        List<GrowthOp.Resize> larger = seen.dims().stream()
                .filter(dim -> !dim.full())
                .map(dim -> GrowthOp.resize(dim, dim.size() + 1))
                .toList();
        return asked % PATIENCE > 0 || larger.isEmpty()
                ? Decision.keep("asked " + asked, next)
                : Decision.grow(GrowthPlan.of(larger), "asked " + asked, next);
    }
}
