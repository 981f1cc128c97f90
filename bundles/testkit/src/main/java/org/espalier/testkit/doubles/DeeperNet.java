package org.espalier.testkit.doubles;

import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;

/**
 * Net2DeeperNet: one block more at every decision, its weight born as identity, so that a net with idempotent activations
 * (ReLU) keeps its function. The names of the new parameters are the model's; a claim reaches them.
 */
@Plugin(name = "net2deeper")
public final class DeeperNet implements GrowthStrategy<DeeperNet.Settings> {
    /** Settings. */
    public record Settings(@Doc("claim of the weights that are born as identity, such as *.weight") String weight) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        for (Dim dim : seen.dims()) {
            if (dim.kind().equals(DimKind.DEPTH) && !dim.full()) {
                int size = dim.reachable(dim.size() + 1);
                GrowthPlan plan = GrowthPlan.of(GrowthOp.resize(dim, size).born(settings.weight(), Init.identity()));
                return Decision.grow(plan.preservingFunction(), "deeper: " + dim.size() + " → " + size, state);
            }
        }
        return Decision.keep("no depth left to grow", state);
    }
}
