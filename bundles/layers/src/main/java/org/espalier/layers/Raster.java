package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/** The points of an image, row by row. Immutable. */
@ProviderType
public final class Raster {
    private final int height;
    private final int width;

    /**
     * An image's points.
     *
     * @param height rows, at least 1
     * @param width  points of a row, at least 1
     * @throws IllegalArgumentException if there is no point
     */
    public Raster(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("an image of " + height + " × " + width + " points");
        }
        this.height = height;
        this.width = width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** Points of a row. */
    public int width() {
        return width;
    }

    /** How many points there are. */
    public int points() {
        return Math.multiplyExact(height, width);
    }

    /** Every stride-th point of every stride-th row, the first ones included: what a strided convolution makes. */
    public Raster every(int stride) {
        return new Raster((height + stride - 1) / stride, (width + stride - 1) / stride);
    }

    @Override
    public String toString() {
        return height + " × " + width;
    }
}
