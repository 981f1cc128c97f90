package org.espalier.host.weights;

/**
 * The values of one parameter: those on which the optimizer works, and those that programs see. Arrays are not copied.
 *
 * @param master in c-order
 * @param seen   as many; the same array where programs see the master values
 * @param scales of the grid on which the master values live; empty where that is float32
 */
public record Values(float[] master, float[] seen, double[] scales) {
    private static final double[] NO_GRID = {};

    /** Values that live on no grid and are seen as they are. */
    public static Values float32(float[] values) {
        return new Values(values, values, NO_GRID);
    }
}
