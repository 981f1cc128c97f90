package org.espalier.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** IDX files as bytes, right and wrong ones. */
public final class IdxBytes {
    private IdxBytes() {}

    /** A file of that type of elements and those sizes, whatever its data is. */
    static byte[] of(int type, byte[] data, int... sizes) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
        bytes.put(new byte[] {0, 0, (byte) type, (byte) sizes.length});
        for (int size : sizes) bytes.putInt(size);
        return bytes.put(data).array();
    }

    /** Images of that shape, beginning with a pixel of 0. */
    public static byte[] images(int count, int height, int width) {
        return images(count, height, width, 0);
    }

    /** Images of that shape, beginning with that pixel: each is 31 more than the one before, modulo 256. */
    public static byte[] images(int count, int height, int width, int first) {
        byte[] data = new byte[count * height * width];
        for (int i = 0; i < data.length; i++) data[i] = (byte) (first + i * 31);
        return of(8, data, count, height, width);
    }

    /** Labels 0, 1, 2, … of so many classes. */
    public static byte[] labels(int count, int classes) {
        byte[] data = new byte[count];
        for (int i = 0; i < count; i++) data[i] = (byte) (i % classes);
        return of(8, data, count);
    }

    /** The same, compressed. */
    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
