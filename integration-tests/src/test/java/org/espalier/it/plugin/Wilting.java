package org.espalier.it.plugin;

import java.util.Map;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;

/** A strategy that fails at every decision, two calls deep. */
public final class Wilting extends Keeping {
    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        return Decision.keep(water(Map.of()), state);
    }

    private static String water(Map<String, String> garden) {
        return garden.get("water").strip();
    }
}
