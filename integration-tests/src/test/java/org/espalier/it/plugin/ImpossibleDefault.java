package org.espalier.it.plugin;

import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.Range;

/** A strategy whose settings contradict themselves. */
public final class ImpossibleDefault implements GrowthStrategy<ImpossibleDefault.Settings> {
    /** A share above one. */
    public record Settings(@Default("7") @Range(min = 0, max = 1) double share) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        return Decision.keep("as it is", state);
    }
}
