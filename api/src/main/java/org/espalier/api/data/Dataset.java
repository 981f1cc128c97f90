package org.espalier.api.data;

import org.espalier.api.growth.Dims;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Samples that are ready: immutable, and readable from several threads at once.
 *
 * <p>Plugin authors implement it. Read sample by sample at every step, so a read should take microseconds; what it throws
 * ends the run as FAILED, to be resumed from its last checkpoint. Closed once, on the run's thread, when the run ends
 * or another source has its place.
 * Values are physical: the host fits channel-wise normalisers on the training split.
 */
@ConsumerType
public interface Dataset extends DataOutline, AutoCloseable {
    /**
     * Writes one sample.
     *
     * @param split  the part
     * @param index  0 to count(split) − 1
     * @param dims   the sizes wanted; those of {@link #dims} at any size that they permit, and at those of test resolutions
     * @param input  where the input goes, c-order, from inputAt
     * @param target where the target goes, c-order, from targetAt
     */
    void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt);

    /** What the samples are, for readers and reports. */
    DatasetCard card();

    @Override
    void close();
}
