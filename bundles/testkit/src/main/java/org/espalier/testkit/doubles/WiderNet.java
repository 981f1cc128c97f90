package org.espalier.testkit.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;

/**
 * Net2WiderNet: every claimed dim grows by a factor, its new units copies of old ones drawn at random, so that the function is
 * kept. It does not ask again for what was refused.
 *
 * <p>Source: Chen, Goodfellow, Shlens, Net2Net: Accelerating Learning via Knowledge Transfer, ICLR 2016, arXiv 1511.05641.
 */
@Plugin(name = "net2wider")
public final class WiderNet implements GrowthStrategy<WiderNet.Settings> {
    /** Settings. */
    public record Settings(
            @Doc("new size over old size, above 1") double factor,
            @Doc("relative noise on the copies, in [0, 1); the function is kept only without") double noise) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public PluginState begin(ModelView model, Settings settings) {
        for (Dim dim : model.dims()) {
            boolean made = model.layout().parameters().stream()
                    .flatMap(p -> p.axes().stream())
                    .anyMatch(a -> a.role() == Role.PRODUCES && a.binds(dim.name()));
            if (!made) {
                throw new SettingsException("dims", dim.name(), "has no units that could be copied; claim widths");
            }
        }
        return PluginState.empty();
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
            if (!dim.full() && dim.size() > 0) {
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
