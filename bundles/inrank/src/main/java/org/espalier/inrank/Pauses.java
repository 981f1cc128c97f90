package org.espalier.inrank;

import org.espalier.api.plugin.PluginState;

/**
 * How long growth has paused before it went on, from birth to the first and from one to the next. What small births learn comes a direction at a time, with longer and longer pauses between
 * them: a pause that is not clearly longer than those before may be a stair and no end.
 */
final class Pauses {
    private static final String GROWN = "grown-at-step";
    private static final String LONGEST = "longest-pause";
    /** A pause as many times as long as every one before passes for an end. */
    private static final int LONGER = 2;

    private Pauses() {}

    /** A state in which growth has come at a step. */
    static PluginState ended(long step, PluginState state) {
        double pause = step - state.number(GROWN, 0);
        return state.with(GROWN, step).with(LONGEST, Math.max(pause, state.number(LONGEST, 0)));
    }

    /** What speaks against it that growth has ended, behind a semicolon; empty if nothing does. */
    static String doubt(long step, int patience, PluginState state) {
        double longest = state.number(LONGEST, 0);
        double pause = step - state.number(GROWN, 0);
        if (pause <= 0 || pause >= LONGER * longest) {
            return "";
        }
        return "; growth has paused for %d steps before and gone on, and now for %d: if that is a stair and no end, patience %d waits longer"
                .formatted((long) longest, (long) pause, (long) Math.ceil(LONGER * longest * patience / pause));
    }
}
