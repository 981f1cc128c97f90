package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The points of an image, row by row.
 *
 * @param height rows, at least 1
 * @param width  points of a row, at least 1
 */
@ProviderType
public record Raster(int height, int width) {
    /** Refuses an image without a point. */
    public Raster {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("an image of " + height + " × " + width + " points");
        }
    }

    /** How many points there are. */
    public int points() {
        return Math.multiplyExact(height, width);
    }

    /** Every stride-th point of every stride-th row, the first ones included: what a strided convolution makes. */
    public Raster every(int stride) {
        return new Raster((height + stride - 1) / stride, (width + stride - 1) / stride);
    }
}
