package org.espalier.api.number;

import org.espalier.api.plugin.RandomStream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The prepared form of a {@link NumberSystem} for one tensor at one site; constants and scratch only.
 *
 * <p>Plugin authors implement it. Hot: called at every step, by the run or its workers. {@link #round} may be called by several
 * threads at once, on spans that share no entry; all else by one thread at a time. What has arrays to write into allocates
 * nothing; what it throws ends the run as FAILED, to be resumed from its last checkpoint.
 */
@ConsumerType
public interface Rounder extends AutoCloseable {
    /** Groups of entries that share a scale, at least 1; constant. */
    int groups();

    /**
     * Whether every row, the entries of one index along the first axis, is a group and knows nothing of the others: a rounder
     * that is prepared for some rows alone gives them the same scales, but for a row of zeros. The host may then fit signals
     * some rows at a time. Constant; false unless it says otherwise.
     */
    default boolean rowsAlone() {
        return false;
    }

    /**
     * Writes the scales that fit these values; the host keeps them.
     *
     * @param values all values of the tensor
     * @param scales one per group; what was there does not count
     */
    void fit(float[] values, double[] scales);

    /** The scales that fit these values, one per group. */
    default double[] fit(float[] values) {
        double[] scales = new double[groups()];
        fit(values, scales);
        return scales;
    }

    /**
     * Rounds values[from] to values[to − 1] in place to representable values. NaN stays NaN, so that a run that has diverged is
     * seen; infinities become the largest value of their sign, or stay.
     *
     * @param values a stretch of the tensor
     * @param first  the entry that stands at values[0]: values[i] is entry first + i
     * @param scales what {@link #fit} gave
     * @param draws  random numbers for stochastic rounding, indexed by entry
     */
    void round(float[] values, int from, int to, int first, double[] scales, RandomStream draws);

    /** The same for entries [from, to) of a whole tensor. */
    default void round(float[] values, int from, int to, double[] scales, RandomStream draws) {
        round(values, from, to, 0, scales, draws);
    }

    /** The codes of representable values, each below 2^bits. */
    void encode(float[] values, double[] scales, int[] codes);

    /** The value of every code in one group, so that the host decodes saved codes alone. */
    float[] values(double[] scales, int group);

    /** The group of an entry. */
    int group(int entry);

    @Override
    default void close() {}
}
