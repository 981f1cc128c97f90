package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What lies ahead of a strategy when a run begins or goes on: the model as it is then, how long the run is, and how often the
 * job has the strategy asked. The host implements it; it may be used on the thread that called, until the call returns.
 */
@ProviderType
public interface Prospect extends ModelView {
    /** Epochs of the run, at least 1. */
    long epochs();

    /** Optimizer steps of each, at least 1. */
    long stepsPerEpoch();

    /** Optimizer steps from one decision to the next, at least 1; where the job counts in epochs, the steps of these. */
    long every();

    /** Optimizer steps of the whole run. */
    default long steps() {
        return Math.multiplyExact(epochs(), stepsPerEpoch());
    }
}
