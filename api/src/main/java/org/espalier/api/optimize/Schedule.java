package org.espalier.api.optimize;

import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.StateMismatchException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A course of the learning rate: a pure function from progress, settings and state to a factor.
 *
 * <p>Plugin authors implement it and register it as an OSGi service. Called before every step on the run's thread, by
 * several runs at once; it must return at once. What it throws ends the run as FAILED, to be resumed from its last
 * checkpoint. It sees validation loss only.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface Schedule<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /** The factor for the step to come, and the state for the next call. */
    Rate rate(Progress progress, S settings, PluginState state);

    /**
     * A state that another version of this schedule has saved, made readable for this one; called on a guard thread, with a
     * deadline, when a run is resumed, or takes this version in the place of another between two steps, and the schema of its
     * state differs from the card's; more than once for one resume or swap. What it throws, or a missed deadline, refuses that
     * alone: a run that trains goes on with the schedule that it had, if that is still there.
     *
     * @throws StateMismatchException if it cannot be read; the swap or resume is then refused
     */
    default PluginState restore(PluginState saved, int schema) throws StateMismatchException {
        throw new StateMismatchException(
                schema,
                "this version reads only its own schema; implement restore, or bring back the jar of schema " + schema);
    }
}
