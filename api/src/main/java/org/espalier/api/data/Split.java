package org.espalier.api.data;

/** Which part of the data a sample belongs to; the parts share no sample. */
public enum Split {
    /** What the optimizer sees. */
    TRAIN,
    /** What strategies, schedules and early stopping may see. */
    VALIDATION,
    /** What is read once, at the end. */
    TEST
}
