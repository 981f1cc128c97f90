package org.espalier.it.plugin;

import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;

/** A strategy that grows nothing. */
public class Keeping implements GrowthStrategy<Keeping.Settings> {
    /** Nothing to set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        return Decision.keep("as it is", state);
    }
}
