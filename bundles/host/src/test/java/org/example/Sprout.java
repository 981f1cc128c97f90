package org.example;

import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;

/** A strategy of somebody else's that fails at every decision, in a line of its own. */
public final class Sprout implements GrowthStrategy<Sprout.Settings> {
    /** No settings. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        throw new IllegalStateException("no water");
    }
}
