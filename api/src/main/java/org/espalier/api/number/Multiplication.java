package org.espalier.api.number;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What hardware does to multiply two numbers of a system: the base of estimates of energy. More may come: a {@code switch} over
 * it needs a {@code default}, which counts as floating point.
 */
@ProviderType
public enum Multiplication {
    /** A floating-point multiplication; products are added up in float32. */
    FLOAT,
    /** An integer multiplication; products are added up in integers of 32 bits. */
    INTEGER,
    /** An integer addition, that of exponents; products are converted to integers of 32 bits and added up so. */
    EXPONENT_ADDITION
}
