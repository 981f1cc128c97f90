package org.espalier.host.numbers;

import java.util.Optional;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundNumbers;

/**
 * One parameter's weights as programs see them, WEIGHT, prepared. A function of the master values alone: scales are fitted anew
 * whenever these change, so that a weight that has grown since birth is not cut off, and are no state. One thread fits at a time;
 * after that several may round.
 */
public final class SeenWeights implements AutoCloseable {
    private final Rounder rounder;
    private final double[] scales;

    private SeenWeights(Rounder rounder) {
        this.rounder = rounder;
        this.scales = new double[rounder.groups()];
    }

    /** The view of a parameter of a shape; empty where programs see the master values. */
    public static Optional<SeenWeights> of(BoundNumbers numbers, int[] shape) {
        return numbers.rounds(Site.WEIGHT)
                ? Optional.of(new SeenWeights(numbers.prepare(shape, Site.WEIGHT)))
                : Optional.empty();
    }

    /** Fits the scales to all master values. Allocates nothing. */
    public void fit(float[] values) {
        rounder.fit(values, scales);
    }

    /**
     * Writes what programs see of entries [from, to) into a tile, from its beginning; master values stay. Allocates nothing.
     *
     * @param tile  holds to − from entries at least, one for each thread
     * @param draws of the step and the parameter
     */
    public void see(float[] values, int from, int to, float[] tile, RandomStream draws) {
        System.arraycopy(values, from, tile, 0, to - from);
        rounder.round(tile, 0, to - from, from, scales, draws);
    }

    @Override
    public void close() {
        rounder.close();
    }
}
