package org.espalier.data.images;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;

/**
 * What chance does to a training image anew in every epoch: it is shifted, as if padded with black and cropped to its size
 * again, and mirrored (as He et al., arXiv 1512.03385, section 4.2).
 *
 * @param crop pixels by which it may move up, down, left or right
 * @param flip whether it is mirrored, left to right, every other time
 */
public record Augmentation(
        @Doc("pixels by which an image may move up, down, left or right, black coming in")
                @Range(min = 0, max = 64)
                @Default("4")
                int crop,
        @Doc("whether every other image is mirrored, left to right; not for digits and letters") @Default("false")
                boolean flip) {
    private static final int BITS = 24;

    /** Refuses a crop that may leave nothing of an image. */
    public void requireFits(ImageShape shape) {
        int least = Math.min(shape.height(), shape.width());
        if (crop >= least) {
            throw new SettingsException(
                    "augment.crop",
                    crop,
                    "images of " + shape + " pixels may leave the frame whole; lower it below " + least);
        }
    }

    /** Pixels down, from −crop to crop. */
    int down(long bits) {
        return shift(bits >>> 64 - BITS);
    }

    /** Pixels to the right, from −crop to crop. */
    int right(long bits) {
        return shift(bits >>> 64 - 2 * BITS & (1 << BITS) - 1);
    }

    private int shift(long share) {
        return (int) (share * (2 * crop + 1) >>> BITS) - crop;
    }

    /** Whether to mirror. */
    boolean mirrors(long bits) {
        return flip && (bits & 1) == 1;
    }
}
