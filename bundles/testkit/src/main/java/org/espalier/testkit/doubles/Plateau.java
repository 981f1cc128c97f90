package org.espalier.testkit.doubles;

import java.util.List;
import java.util.Locale;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;

/** Growth by a factor whenever held-out loss has stopped falling: what a third party would write first. */
@Plugin(name = "plateau", sees = Signal.HELD_OUT_LOSS)
public final class Plateau implements GrowthStrategy<Plateau.Settings> {
    private static final String BEST = "best";

    /** Settings. */
    public record Settings(
            @Doc("relative fall that counts as progress") double tolerance,
            @Doc("new size over old size") double factor) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        double loss = seen.heldOutLoss();
        double best = state.number(BEST, Double.POSITIVE_INFINITY);
        if (Double.isNaN(loss)) {
            return Decision.keep("no loss yet", state);
        }
        PluginState next = state.with(BEST, Math.min(best, loss));
        String numbers = String.format(Locale.ROOT, "%.4g, best %.4g", loss, best);
        if (loss < best * (1 - settings.tolerance())) {
            return Decision.keep("loss still falls: " + numbers, next);
        }
        List<GrowthOp.Resize> ops = seen.dims().stream()
                .filter(d -> !d.full())
                .map(d -> GrowthOp.resize(d, d.grown(settings.factor())))
                .toList();
        return ops.isEmpty()
                ? Decision.keep("loss stalled, but every dim is full: " + numbers, next)
                : Decision.grow(GrowthPlan.of(ops), "loss stalled: " + numbers, next);
    }
}
