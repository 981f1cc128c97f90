package org.espalier.api.growth;

import org.espalier.api.plugin.RandomStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Entries of one parameter that wait for their first values. The host implements it; it may be used on the thread that
 * called, until the call returns, and throws {@link StaleViewException} ever after.
 */
@ProviderType
public interface Newborn {
    /** The parameter at its new sizes. */
    Parameter parameter();

    /** The whole layout at its new sizes. */
    Layout layout();

    /** Which entries are newborn. */
    Region region();

    /** Whether this is the run's birth, not growth. */
    boolean atBirth();

    /** Whether the whole parameter is newborn: with the run, or by growth in depth. */
    default boolean whole() {
        return atBirth() || region().count() == parameter().length();
    }

    /**
     * The layout's own rule for the occasion: {@link Parameter#birth}, {@link Parameter#appended} or {@link Parameter#growth}.
     */
    default Init rule() {
        if (atBirth()) {
            return parameter().birth();
        }
        return whole() ? parameter().appended() : parameter().growth();
    }

    /** All values of the parameter in c-order, old entries in place; what is written outside the region is not kept. */
    float[] values();

    /** Random numbers of this parameter at this revision; use flat positions as indices. */
    RandomStream random();
}
