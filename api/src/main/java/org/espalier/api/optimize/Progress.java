package org.espalier.api.optimize;

import org.osgi.annotation.versioning.ProviderType;

/** How far a run is. The host implements it; it may be used on the thread that called, until the call returns. */
@ProviderType
public interface Progress {
    /** Steps done, from 0. */
    long step();

    /** Steps of the whole run, at least 1. */
    long steps();

    /** Epochs done, from 0. */
    long epoch();

    /** Epochs of the whole run, at least 1. */
    long epochs();

    /** Loss on the validation split at the last evaluation; NaN before the first. */
    double heldOutLoss();
}
