package org.espalier.api.data;

import org.osgi.annotation.versioning.ProviderType;

/** Which part of the data a sample belongs to; the parts share no sample. Closed: there will be no fourth. */
@ProviderType
public enum Split {
    /** What the optimizer sees. */
    TRAIN,
    /** What strategies, schedules and early stopping may see. */
    VALIDATION,
    /** What is read once, at the end. */
    TEST
}
