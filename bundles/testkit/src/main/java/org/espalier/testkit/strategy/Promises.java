package org.espalier.testkit.strategy;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.PlainView;

/** What every strategy promises of a single decision, whatever it grows; for tests of one view, settings and state. */
public final class Promises {
    private Promises() {}

    /**
     * The promises that a strategy breaks at one decision, each in a sentence; empty if it keeps them all.
     *
     * <ul>
     *   <li>the same arguments give an equal decision, also when state has been saved and read back;
     *   <li>the reason is one line of at most 200 characters;
     *   <li>only claimed dims are grown, each by one operation, to sizes that they permit;
     *   <li>figures are finite.
     * </ul>
     */
    public static <S extends Record> List<String> broken(
            GrowthStrategy<S> strategy, S settings, PlainView.Builder seen, PluginState state) {
        Decision decision = seen.decide(strategy, settings, state);
        List<String> broken = new ArrayList<>();
        if (!decision.equals(seen.decide(strategy, settings, state))) {
            broken.add("The same arguments gave another decision than " + decision + ".");
        }
        if (!decision.equals(seen.decide(strategy, settings, throughCheckpoint(state)))) {
            broken.add("A state that was saved and read back gave another decision than " + decision + ".");
        }
        PlainView view = seen.view();
        broken.addAll(PlanRules.broken(decision, view.dims(), view.layout()));
        return broken;
    }

    /** The state as a checkpoint gives it back: the same values in another object. */
    static PluginState throughCheckpoint(PluginState state) {
        return PluginState.ofPlain(state.plain());
    }
}
