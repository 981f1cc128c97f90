package org.espalier.api.optimize;

import org.espalier.api.plugin.PluginState;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A course of the learning rate: a pure function from progress, settings and state to a factor.
 *
 * <p>Plugin authors implement it. Called before every step on the training thread; it must return at once. It sees
 * validation loss only.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface Schedule<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /** The factor for the step to come, and the state for the next call. */
    Rate rate(Progress progress, S settings, PluginState state);
}
