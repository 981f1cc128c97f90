package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What an axis of a parameter is to the entries along it; it decides how a dim may be remapped and how axes are born.
 *
 * <p>Models name one per axis; hosts and initializers read it. More may come: a {@code switch} over it needs a
 * {@code default}, which leaves the entries to the layout's own rule.
 */
@ProviderType
public enum Role {
    /** Its entries make something: output units of a linear layer. Remapping copies them. */
    PRODUCES,
    /** Its entries use something made elsewhere: input units. Remapping divides them by the number of copies. */
    CONSUMES,
    /** Its entries are used in more than one place, as in tied embeddings or a residual stream. Remapping is refused. */
    SHARED,
    /** Its entries scale or shift one unit each: biases, gains, batch statistics. Remapping copies them. */
    NORM,
    /** Its entries end a residual branch: output units that are added to a stream. Zero here silences the branch. */
    BRANCH_END,
    /** Its entries lie in space or frequency: kernel taps, Fourier modes, re and im, ±. */
    SPATIAL
}
