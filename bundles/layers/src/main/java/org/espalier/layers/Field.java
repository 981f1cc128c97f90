package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Channels at the grid points of some samples: [samples, points, channels], channels-last, the last spatial axis innermost
 * among the points. Immutable but for the memory that it describes.
 */
@ProviderType
public final class Field {
    private final Memory memory;
    private final int samples;
    private final int points;
    private final int channels;

    /**
     * A field in memory that is there.
     *
     * @param memory   where it lies
     * @param samples  samples in a batch
     * @param points   grid points of one sample
     * @param channels channels per point
     */
    public Field(Memory memory, int samples, int points, int channels) {
        this.memory = memory;
        this.samples = samples;
        this.points = points;
        this.channels = channels;
    }

    /** A zeroed field in the workers' arena. */
    public static Field allocate(Workers workers, int samples, int points, int channels) {
        return new Field(workers.allocate(samples, points, channels), samples, points, channels);
    }

    /** Where it lies. */
    public Memory memory() {
        return memory;
    }

    /** Samples in a batch. */
    public int samples() {
        return samples;
    }

    /** Grid points of one sample. */
    public int points() {
        return points;
    }

    /** Channels per point. */
    public int channels() {
        return channels;
    }

    /** The address of a sample's point. */
    public long at(int sample, int point) {
        return memory.at(((long) sample * points + point) * channels);
    }
}
