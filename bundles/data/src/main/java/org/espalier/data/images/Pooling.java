package org.espalier.data.images;

import org.espalier.api.plugin.SettingsException;

/**
 * How images become smaller: every pixel is the mean of a square window, windows lying beside one another.
 *
 * @param side pixels on each side of a window; 1 leaves images as they are
 */
public record Pooling(int side) {
    /** Images as they are. */
    public static final Pooling NONE = new Pooling(1);

    /** The shape of what images of a shape become; refused by the key {@code pool} if windows do not cover them. */
    public ImageShape of(ImageShape shape) {
        if (shape.height() % side != 0 || shape.width() % side != 0) {
            throw new SettingsException(
                    "pool",
                    side,
                    "windows of " + side + " × " + side + " pixels do not cover images of " + shape
                            + "; take a divisor of both sides, or 1");
        }
        return new ImageShape(shape.height() / side, shape.width() / side, shape.channels());
    }

    /** Whether anything becomes of images. */
    boolean pools() {
        return side > 1;
    }

    /**
     * The mean of what a window's bytes stand for in one channel.
     *
     * @param at       the window's first byte of that channel
     * @param row      bytes from one row of the image to the next
     * @param channels bytes from one pixel to the next
     * @param table    the number for every byte
     */
    float mean(byte[] pixels, int at, int row, int channels, float[] table) {
        double sum = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                sum += table[pixels[at + y * row + x * channels] & 0xFF];
            }
        }
        return (float) (sum / (side * side));
    }
}
