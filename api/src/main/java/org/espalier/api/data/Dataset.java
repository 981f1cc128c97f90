package org.espalier.api.data;

import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;
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

    /**
     * Writes one training sample as an epoch is to see it, such as shifted or mirrored by chance; by default as {@link #read}
     * does. Equal draws give equal bits, so that a resumed run sees the same.
     *
     * @param index 0 to count(TRAIN) − 1
     * @param draws random numbers of the epoch, which follow from the run's seed; take those at the index, or of the stream
     *              below it
     */
    default void readForTraining(
            int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        read(Split.TRAIN, index, dims, input, inputAt, target, targetAt);
    }

    /** What the samples are, for readers and reports. */
    DatasetCard card();

    @Override
    void close();
}
