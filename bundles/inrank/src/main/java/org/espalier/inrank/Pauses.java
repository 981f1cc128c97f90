package org.espalier.inrank;

import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;

/**
 * What became of the growth that looks have proposed, and how long growth has paused before it went on: from the first look to the
 * first growth, and from one to the next. What small births learn comes a direction at a time, with longer and longer pauses
 * between them: a pause that is not clearly longer than those before may be a stair and no end.
 */
final class Pauses {
    private static final String PROPOSED = "proposed-at-step";
    private static final String SINCE = "paused-since-step";
    private static final String LONGEST = "longest-pause";
    /** A pause as many times as long as every one before passes for an end. */
    private static final int LONGER = 2;

    private Pauses() {}

    /** Whether what became of the last plan is not what it asked for. */
    static boolean refused(StepView seen) {
        return seen.lastOutcome()
                .filter(outcome -> outcome.status() != PlanOutcome.Status.APPLIED)
                .isPresent();
    }

    /** Whether the look before this one has proposed growth, and none has come of it. */
    static boolean refused(StepView seen, PluginState state) {
        return state.isNumber(PROPOSED) && refused(seen);
    }

    /** The state at a look: growth that was proposed at the one before, and has come, has ended its pause. */
    static PluginState at(StepView seen, PluginState state) {
        PluginState next = state.isNumber(SINCE) ? state : state.with(SINCE, seen.step());
        if (!next.isNumber(PROPOSED)) {
            return next;
        }
        double step = next.number(PROPOSED, 0);
        double pause = step - next.number(SINCE, 0);
        PluginState heard = next.without(PROPOSED);
        return refused(seen) ? heard : heard.with(SINCE, step).with(LONGEST, Math.max(pause, next.number(LONGEST, 0)));
    }

    /** A state in which this look has proposed growth. */
    static PluginState proposed(StepView seen, PluginState state) {
        return state.with(PROPOSED, seen.step());
    }

    /** What speaks against it that growth has ended, behind a semicolon; empty if nothing does. */
    static String doubt(long step, int patience, PluginState state) {
        double longest = state.number(LONGEST, 0);
        double pause = step - state.number(SINCE, 0);
        if (pause <= 0 || pause >= LONGER * longest) {
            return "";
        }
        return "; growth has paused for %d steps before and gone on, and now for %d: if that is a stair and no end, patience %d waits longer"
                .formatted((long) longest, (long) pause, (long) Math.ceil(LONGER * longest * patience / pause));
    }
}
