package org.example.net2net;

import org.espalier.api.plugin.PluginState;

/**
 * How long a loss has made no progress: it has, at a decision, if it is below its best by the tolerance.
 *
 * @param best  the loss at the last progress; infinity before any
 * @param turns decisions since then
 */
record Stall(double best, int turns) {
    private static final String BEST = "best";
    private static final String TURNS = "turns";

    /** Counting from a loss. */
    static Stall fresh(double loss) {
        return new Stall(loss, 0);
    }

    /** What a state holds. */
    static Stall of(PluginState state) {
        return new Stall(state.number(BEST, Double.POSITIVE_INFINITY), (int) state.number(TURNS, 0));
    }

    /** This with one more decision. */
    Stall after(double loss, Net2NetSettings settings) {
        boolean first = best == Double.POSITIVE_INFINITY;
        return first || loss < best * (1 - settings.tolerance()) ? fresh(loss) : new Stall(best, turns + 1);
    }

    /** A state that holds it. */
    PluginState in(PluginState state) {
        return state.with(BEST, best).with(TURNS, turns);
    }
}
