package org.espalier.api.number;

import org.espalier.api.plugin.RandomStream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The prepared form of a {@link NumberSystem} for one tensor at one site; constants and scratch only.
 *
 * <p>Plugin authors implement it. Hot: called at every step, on one thread at a time, of the run or of its workers. It
 * allocates nothing per call; what it throws ends the run as FAILED, to be resumed from its last checkpoint.
 */
@ConsumerType
public interface Rounder extends AutoCloseable {
    /** The scales that fit these values, one per group; the host keeps them. */
    double[] fit(float[] values);

    /**
     * Rounds entries [from, to) in place to representable values. NaN stays NaN, so that a run that has diverged is seen;
     * infinities become the largest value of their sign, or stay.
     *
     * @param scales what {@link #fit} gave
     * @param draws  random numbers for stochastic rounding, indexed by entry
     */
    void round(float[] values, int from, int to, double[] scales, RandomStream draws);

    /** The codes of representable values, each below 2^bits. */
    void encode(float[] values, double[] scales, int[] codes);

    /** The value of every code in one group, so that the host decodes saved codes alone. */
    float[] values(double[] scales, int group);

    /** The group of an entry. */
    int group(int entry);

    @Override
    default void close() {}
}
