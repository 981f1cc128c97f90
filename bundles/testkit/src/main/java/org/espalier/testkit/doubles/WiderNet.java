package org.espalier.testkit.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;

/**
 * Net2WiderNet: every claimed dim grows by a factor, its new units copies of old ones drawn at random, so that the function is
 * kept. It does not ask again for what was refused.
 *
 * <p>Source: Chen, Goodfellow, Shlens, Net2Net: Accelerating Learning via Knowledge Transfer, ICLR 2016, arXiv 1511.05641.
 */
public final class WiderNet implements GrowthStrategy<WiderNet.Settings> {
    /**
     * Settings.
     *
     * @param factor new size over old size, above 1
     * @param noise  relative noise on the copies, in [0, 1); the function is kept only without
     */
    public record Settings(double factor, double noise) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        Optional<PlanOutcome> refused = seen.lastOutcome().filter(o -> o.status() != PlanOutcome.Status.APPLIED);
        if (refused.isPresent()) {
            return Decision.keep("the last plan was refused: " + refused.get().why(), state);
        }
        List<GrowthOp> ops = new ArrayList<>();
        List<String> sizes = new ArrayList<>();
        for (Dim dim : seen.dims()) {
            if (!dim.full()) {
                int[] from = copies(dim, dim.grown(settings.factor()), seen);
                ops.add(GrowthOp.remap(dim, from).noise(settings.noise()));
                sizes.add(dim.name() + " " + dim.size() + " → " + from.length);
            }
        }
        if (ops.isEmpty()) {
            return Decision.keep("every dim is full", state);
        }
        GrowthPlan plan = GrowthPlan.of(ops);
        return Decision.grow(
                settings.noise() == 0 ? plan.preservingFunction() : plan,
                "wider by copying: " + String.join(", ", sizes),
                state);
    }

    private static int[] copies(Dim dim, int size, StepView seen) {
        int[] from = new int[size];
        for (int unit = 0; unit < size; unit++) {
            from[unit] = unit < dim.size()
                    ? unit
                    : seen.random().at(dim.name().hashCode()).integer(unit, dim.size());
        }
        return from;
    }
}
