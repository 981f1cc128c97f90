package org.espalier.benchmarks.operators;

import java.util.Arrays;

/**
 * A Fourier neural operator of four layers and 128 hidden channels, from one channel to one, on a periodic grid.
 *
 * @param name  what tables call it
 * @param axes  1 or 2
 * @param points grid points per axis
 * @param width channels of the layers
 * @param modes modes kept per axis and sign
 * @param batch samples per step
 */
public record OperatorCase(String name, int axes, int points, int width, int modes, int batch) {
    /** Fourier layers. */
    public static final int LAYERS = 4;

    /** Hidden channels of the projection. */
    public static final int HIDDEN = 128;

    /** Numbers in one field. */
    public int length() {
        return axes == 1 ? points : points * points;
    }

    /** Shape of one field, channels last. */
    public int[] shape() {
        int[] shape = new int[axes + 1];
        Arrays.fill(shape, points);
        shape[axes] = 1;
        return shape;
    }
}
