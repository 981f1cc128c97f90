package org.espalier.data.grid;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.plugin.SettingsException;

/**
 * The resolutions of a dataset: where training is to end, and those that are only tested.
 *
 * <p>What is stored has the largest of them. Sample point i of n lies at i/n on every axis, so that every n-th point of the
 * stored grid is again such a grid: same origin, same period, no point at 1.
 */
public final class Resolutions {
    /** Name of the dim that every gridded dataset declares. */
    public static final String DIM = "resolution";

    /** Fewest points per axis at which training or testing makes sense. */
    public static final int FEWEST = 8;

    private Resolutions() {}

    /**
     * Points per axis to store: the largest resolution asked for.
     *
     * @throws SettingsException if another resolution does not divide it
     */
    public static int stored(int resolution, List<Integer> testResolutions) {
        int stored = testResolutions.stream().reduce(resolution, Math::max);
        checkDivides("resolution", resolution, stored);
        testResolutions.forEach(r -> checkDivides("test-resolutions", r, stored));
        return stored;
    }

    /** Refuses a resolution that no stride of the stored grid gives. */
    public static void checkDivides(String key, int resolution, int stored) {
        if (resolution < FEWEST || stored % resolution != 0) {
            throw new SettingsException(
                    key,
                    resolution,
                    "coarser grids are strides of the largest one, " + stored + "; possible are "
                            + permitted(stored).boxed().toList());
        }
    }

    /** Refuses a resolution that a solver by Fourier transforms does not have. */
    public static void requirePowerOfTwo(String key, int resolution) {
        if (Integer.bitCount(resolution) != 1) {
            int below = Math.max(FEWEST, Integer.highestOneBit(resolution));
            throw new SettingsException(
                    key,
                    resolution,
                    "not a power of two, which the solver needs; near are " + below + " and " + 2 * below);
        }
    }

    /** The dim at the size where training starts: any stride of the stored grid up to the training resolution. */
    public static Dim dim(int resolution, int stored) {
        return Dim.of(DIM, DimKind.RESOLUTION, resolution, resolution)
                .withPermitted(permitted(stored).toArray());
    }

    private static IntStream permitted(int stored) {
        return IntStream.rangeClosed(FEWEST, stored).filter(r -> stored % r == 0);
    }
}
