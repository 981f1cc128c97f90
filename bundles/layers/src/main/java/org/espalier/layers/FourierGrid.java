package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A grid of one or two axes with the number of Fourier modes that are kept of it, ready to transform.
 *
 * <p>Layers with equal grid, modes and channels share one; its constants are computed once.
 */
@ProviderType
public final class FourierGrid {
    private final FourierTransform transform;
    private final int axes;
    private final int kept;

    /**
     * A prepared grid.
     *
     * @param grid     points per axis: one or two axes
     * @param kept     modes kept per axis and sign: 0 to half the points of the shortest axis
     * @param channels most channels of a field that is transformed
     */
    public FourierGrid(Workers workers, int[] grid, int kept, int channels) {
        for (int points : grid) {
            if (kept < 0 || 2 * kept > points) {
                throw new IllegalArgumentException(kept + " modes per sign do not fit " + points + " points");
            }
        }
        // Without modes there is still the mean, which carries the bias.
        int transformed = Math.max(1, kept);
        this.axes = grid.length;
        this.kept = kept;
        this.transform = switch (grid.length) {
            case 1 -> new FourierTransform1d(workers, grid[0], transformed);
            case 2 -> new FourierTransform2d(workers, grid[0], grid[1], transformed, channels);
            default -> throw new IllegalArgumentException("a grid of " + grid.length + " axes");
        };
    }

    FourierTransform transform() {
        return transform;
    }

    /** Coefficients that are computed of a field. */
    public int modes() {
        return transform.modes();
    }

    /** Real entries of a spectral weight. */
    int weightLength(int in, int out) {
        return Math.toIntExact(2 * modes(axes, kept) * in * out);
    }

    /** Real multiply–adds of transforming one channel of one sample there and back, as it is done here. */
    public static long transformCost(int[] grid, int kept) {
        long k = Math.max(1, kept);
        if (grid.length == 1) {
            return 2 * 2 * k * grid[0];
        }
        long firstAxis = (2 * k + 1) * grid[0] * grid[1];
        long secondAxis = (8 * k * k - 2 * k) * grid[1];
        return 2 * (firstAxis + secondAxis);
    }

    /** Kept complex modes of a grid of that many axes. */
    public static long modes(int axes, int kept) {
        return axes == 1 ? kept : 2L * kept * kept;
    }
}
