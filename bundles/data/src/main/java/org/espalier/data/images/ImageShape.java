package org.espalier.data.images;

/**
 * The shape of an image, [height, width, channels] in c-order.
 *
 * @param height   pixels from top to bottom
 * @param width    pixels from left to right
 * @param channels numbers per pixel
 */
public record ImageShape(int height, int width, int channels) {
    /** Numbers in an image. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /**
     * Whether another has the same sizes; unlike the record's equals it leaves no trace of this class in Java 17's method
     * handles.
     */
    public boolean same(ImageShape other) {
        return height == other.height && width == other.width && channels == other.channels;
    }

    int[] array() {
        return new int[] {height, width, channels};
    }

    @Override
    public String toString() {
        return height + " × " + width + (channels == 1 ? "" : " × " + channels);
    }
}
