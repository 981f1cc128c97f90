package org.espalier.layers;

/**
 * Channels at the grid points of some samples: [samples, points, channels], channels-last, the last spatial axis innermost
 * among the points.
 *
 * @param memory   where it lies
 * @param samples  samples in a batch
 * @param points   grid points of one sample
 * @param channels channels per point
 */
public record Field(Memory memory, int samples, int points, int channels) {
    /** A zeroed field in the workers' arena. */
    public static Field allocate(Workers workers, int samples, int points, int channels) {
        return new Field(workers.allocate(samples, points, channels), samples, points, channels);
    }

    /** The address of a sample's point. */
    public long at(int sample, int point) {
        return memory.at(((long) sample * points + point) * channels);
    }
}
