package org.espalier.host.support;

import java.util.function.BiFunction;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;

/** A strategy that does what a test says. */
public final class Scripted implements GrowthStrategy<Scripted.Settings> {
    /** Nothing to set. */
    public record Settings() {}

    private final BiFunction<StepView, PluginState, Decision> script;

    /** A strategy with that script. */
    public Scripted(BiFunction<StepView, PluginState, Decision> script) {
        this.script = script;
    }

    /** A strategy that makes the first of its dims larger by one whenever it is asked, and counts how often that was. */
    public static Scripted widening() {
        return new Scripted((seen, state) -> {
            double asked = state.number("asked", 0) + 1;
            Dim first = seen.dims().get(0);
            return Decision.grow(
                    GrowthPlan.of(GrowthOp.resize(first, first.size() + 1)),
                    "asked " + asked,
                    state.with("asked", asked));
        });
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        return script.apply(seen, state);
    }
}
