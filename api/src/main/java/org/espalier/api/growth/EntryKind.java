package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Who may write the entries of a parameter. Models choose one by {@link Parameter}'s factories. More may come: a
 * {@code switch} over it needs a {@code default}, which treats an unknown one as FROZEN.
 */
@ProviderType
public enum EntryKind {
    /** The optimizer, every step. */
    TRAINED,
    /** Nobody after birth: InRank's W0. It has no gradient and no moments. */
    FROZEN,
    /** The model, at a committed training step only: batch norm's running mean. It has no gradient and no moments. */
    STATISTIC
}
