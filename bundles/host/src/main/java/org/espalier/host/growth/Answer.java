package org.espalier.host.growth;

import java.util.List;
import java.util.Set;
import org.espalier.api.growth.Decision;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.settings.OneLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a strategy says when it is asked.
 *
 * @param decision what to grow
 * @param wanted   the signals that its settings want from now on
 * @param outlook  how its dims stand, one line each; empty unless people have asked
 */
record Answer(Decision decision, Set<String> wanted, List<String> outlook) {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    /** Asks all that is asked of a strategy, on the guard thread; one that came late begins here. */
    static Answer of(BoundStrategy strategy, EntryView view, EntryState state, boolean forPeople)
            throws PluginFaultException {
        PluginState before = state.begun() ? strategy.read(state.plugin(), state.schema()) : strategy.begin(view);
        Decision decision = strategy.decide(view, before);
        if (decision == null) {
            throw new PluginFaultException("gave no decision", null);
        }
        return new Answer(decision, strategy.wanted(), forPeople ? outlook(strategy, view, before) : List.of());
    }

    private static List<String> outlook(BoundStrategy strategy, EntryView view, PluginState before) {
        try {
            return strategy.outlook(view, before).stream().map(OneLine::whole).toList();
        } catch (PluginFaultException | SettingsException e) {
            LOG.info("a strategy could not say how its dims stand", e);
            return List.of(OneLine.whole("it could not say how its dims stand: " + e.getMessage()));
        }
    }
}
