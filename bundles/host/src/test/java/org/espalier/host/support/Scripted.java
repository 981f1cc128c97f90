package org.espalier.host.support;

import java.util.function.BiFunction;
import org.espalier.api.growth.Decision;
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

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        return script.apply(seen, state);
    }
}
