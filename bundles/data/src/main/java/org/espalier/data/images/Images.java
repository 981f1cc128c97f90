package org.espalier.data.images;

/**
 * Images and their labels: those from a place on of arrays that several splits may share.
 *
 * @param pixels image behind image, [height, width, channels], 0 to 255 each as an unsigned byte
 * @param labels the class of each, as an unsigned byte
 * @param first  number of the image at which they begin
 */
public record Images(byte[] pixels, byte[] labels, int first) {
    /** All images of two arrays. */
    public static Images of(byte[] pixels, byte[] labels) {
        return new Images(pixels, labels, 0);
    }

    /** How many they are. */
    int count() {
        return labels.length - first;
    }

    /** Those from a number on. */
    Images from(int image) {
        return new Images(pixels, labels, first + image);
    }
}
