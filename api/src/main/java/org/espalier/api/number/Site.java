package org.espalier.api.number;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a run rounds. More may come: a {@code switch} over it needs a {@code default}, which does not round.
 */
@ProviderType
public enum Site {
    /** Weights as forward and backward see them. */
    WEIGHT,
    /** What layers hand on in forward. */
    ACTIVATION,
    /** What layers hand back in backward. */
    ERROR,
    /** Weight gradients before the optimizer. */
    GRADIENT,
    /** Weights as the optimizer leaves them: the grid on which they live. */
    UPDATE
}
