package org.espalier.data.cifar;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.api.data.DataException;
import org.espalier.data.files.FileBytes;
import org.espalier.data.images.ImageShape;

/**
 * A file of CIFAR-10's binary form that has been read through: for each image its label and then its red, its green and its
 * blue plane. There is no header, so the file's length says how many there are, at most the 10 000 of the files that are handed
 * out (A. Krizhevsky, The CIFAR-10 dataset).
 *
 * @param path  the file, plain or gzip
 * @param count images
 */
record CifarFile(Path path, int count) {
    /** The shape of every image. */
    static final ImageShape SHAPE = new ImageShape(32, 32, 3);

    /** Labels are below it. */
    static final int CLASSES = 10;

    private static final int MOST = 10_000;
    private static final int PLANE = SHAPE.height() * SHAPE.width();
    private static final int RECORD = 1 + SHAPE.size();

    /** What is done with an image, given with its label before it. */
    @FunctionalInterface
    private interface Taking {
        void take(byte[] bytes, int image);
    }

    /** Reads a file through, in the memory of one image. */
    static CifarFile of(Path path) throws IOException, DataException {
        int count = each(path, (bytes, image) -> {});
        if (count == 0) {
            throw new DataException(path.toString(), "is empty; get it once more, whole");
        }
        return new CifarFile(path, count);
    }

    /**
     * Reads all images, pixel by pixel with their channels side by side.
     *
     * @param first number of the image in the arrays at which they begin
     * @throws DataException if the file is another one by now
     */
    void read(byte[] pixels, byte[] labels, int first) throws IOException, DataException {
        int read = each(path, (bytes, image) -> {
            if (image >= count) {
                return;
            }
            labels[first + image] = bytes[0];
            int to = (first + image) * SHAPE.size();
            for (int pixel = 0; pixel < PLANE; pixel++) {
                for (int channel = 0; channel < SHAPE.channels(); channel++) {
                    pixels[to++] = bytes[1 + channel * PLANE + pixel];
                }
            }
        });
        if (read != count) {
            throw new DataException(path.toString(), "was changed while it was read; begin once more");
        }
    }

    private static int each(Path path, Taking taking) throws IOException, DataException {
        byte[] bytes = new byte[RECORD];
        int image = 0;
        try (FileBytes file = FileBytes.open(path)) {
            for (int read = file.read(bytes, 0, RECORD); read > 0; read = file.read(bytes, 0, RECORD)) {
                check(path, bytes, read, image);
                taking.take(bytes, image);
                image++;
            }
        }
        return image;
    }

    private static void check(Path path, byte[] bytes, int read, int image) throws DataException {
        if (image == MOST) {
            throw new DataException(
                    place(path, image),
                    "a file has " + MOST + " images at most; is this one of CIFAR-10's .bin files?");
        }
        int label = bytes[0] & 0xFF;
        if (label >= CLASSES) {
            throw new DataException(
                    place(path, image),
                    "its label is " + label + ", which is none of 0 to 9; is this one of CIFAR-10's .bin files?");
        }
        if (read < RECORD) {
            throw new DataException(
                    place(path, image),
                    "the file ends " + (RECORD - read) + " bytes too early: it is truncated; get it once more, whole");
        }
    }

    private static String place(Path path, int image) {
        return path + ": image " + image + " at byte " + (long) image * RECORD;
    }
}
