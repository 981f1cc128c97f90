package org.espalier.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What a .npy file says of itself, checked against the file's length before anything is allocated.
 *
 * <p>Formats 1.0 and 2.0, c-order, the element types of {@link NpyType}; headers up to 64 KiB, up to 32 axes.
 * Format: NumPy Enhancement Proposal 1.
 */
public final class NpyHeader {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final String KIND = "header length";

    private final Path file;
    private final NpyType type;
    private final long[] shape;
    private final long elements;
    private final long dataAt;

    private NpyHeader(Path file, NpyType type, long[] shape, long elements, long dataAt) {
        this.file = file;
        this.type = type;
        this.shape = shape;
        this.elements = elements;
        this.dataAt = dataAt;
    }

    /**
     * Reads the header alone, for checks of type and shape.
     *
     * @throws NpyException if the file is no regular file, or not one that {@link Npy} reads
     * @throws IOException  if the file system refuses
     */
    public static NpyHeader read(Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            return read(file, channel);
        }
    }

    static FileChannel open(Path file) throws IOException {
        // A pipe or a device has no length to check against.
        if (!Files.isRegularFile(file)) {
            throw NpyException.ofFile(file, Files.exists(file) ? "not a regular file" : "there is no such file");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    static NpyHeader read(Path file, FileChannel channel) throws IOException {
        return read(file, channel, 0, channel.size());
    }

    /** The header of an array that is a part of a file: so many bytes from a place on. */
    static NpyHeader read(Path file, FileChannel channel, long from, long length) throws IOException {
        return new Reading(file, channel, from, length).header();
    }

    /** One reading of a header; all places are those of the file. */
    private record Reading(Path file, FileChannel channel, long from, long length) {
        NpyHeader header() throws IOException {
            ByteBuffer magic = bytes(0, 8, "magic");
            for (int i = 0; i < MAGIC.length; i++) {
                if (magic.get(i) != MAGIC[i]) {
                    throw new NpyException(file, "magic", from + i, "not a .npy file");
                }
            }
            int major = magic.get(6) & 0xFF;
            int minor = magic.get(7) & 0xFF;
            if (major < 1 || major > 2 || minor != 0) {
                throw new NpyException(
                        file,
                        "version",
                        from + 6,
                        "format " + major + "." + minor + "; what can be read is 1.0 and 2.0");
            }
            int width = major == 1 ? 2 : 4;
            ByteBuffer field = bytes(8, width, KIND);
            long promised = major == 1 ? field.getShort() & 0xFFFFL : field.getInt() & 0xFFFFFFFFL;
            if (promised > LONGEST) {
                throw new NpyException(file, KIND, from + 8, promised + " bytes; at most " + LONGEST + " are read");
            }
            int start = 8 + width;
            if (start + promised > length) {
                throw new NpyException(
                        file,
                        KIND,
                        from + 8,
                        "promises " + promised + " bytes, the file has " + (length - start) + " more");
            }
            byte[] ascii = bytes(start, (int) promised, "header").array();
            return checked(new HeaderText(file, from + start, ascii), start + promised);
        }

        private NpyHeader checked(HeaderText text, long header) throws NpyException {
            NpyType type = text.type();
            long elements = 1;
            long bytes;
            try {
                for (long size : text.shape()) {
                    elements = Math.multiplyExact(elements, size);
                }
                bytes = Math.multiplyExact(elements, type.bytes());
            } catch (ArithmeticException e) {
                throw new NpyException(
                        file, "shape", text.shapeAt(), Arrays.toString(text.shape()) + " is beyond 2^63 bytes");
            }
            long found = length - header;
            if (found != bytes) {
                throw new NpyException(
                        file,
                        "data",
                        from + header,
                        "shape " + Arrays.toString(text.shape()) + " of " + type.descr() + " takes " + bytes
                                + " bytes, the file has " + found
                                + (found < bytes ? ": truncated" : ": trailing bytes"));
            }
            return new NpyHeader(file, type, text.shape(), elements, from + header);
        }

        private ByteBuffer bytes(int at, int count, String field) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
            while (buffer.hasRemaining()) {
                if (at + count > length || channel.read(buffer, from + at + buffer.position()) < 0) {
                    throw new NpyException(file, field, from + at, "the file ends after " + length + " bytes");
                }
            }
            return buffer.flip();
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Type of the elements. */
    public NpyType type() {
        return type;
    }

    /** Sizes of the axes, outer to inner; empty for a single number. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements: the product of the sizes. */
    public long elements() {
        return elements;
    }

    /** Byte of the file at which the elements start. */
    public long dataAt() {
        return dataAt;
    }
}
