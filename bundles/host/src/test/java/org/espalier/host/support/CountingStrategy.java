package org.espalier.host.support;

import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;

/** A strategy that counts its decisions and grows nothing, and reads the state of every schema. */
public final class CountingStrategy implements GrowthStrategy<CountingStrategy.Settings> {
    /** Nothing to set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        return Decision.keep("counted", state.with("asked", state.number("asked", 0) + 1));
    }

    @Override
    public PluginState restore(PluginState saved, int schema) {
        return saved;
    }
}
