package org.espalier.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;

/** NumPy's array files as float32 in c-order: read within bounds, in chunks; written whole or not at all. */
public final class Npy {
    private static final int CHUNK = 1 << 20;
    /** Data starts at a multiple of this, so that others may map the file. */
    private static final int ALIGNMENT = 64;

    private Npy() {}

    /**
     * All elements of a file.
     *
     * @throws NpyException if the file is damaged, of another kind, or holds more elements than an array can
     * @throws IOException  if the file system refuses
     */
    public static float[] read(Path file) throws IOException {
        try (FileChannel channel = NpyHeader.open(file)) {
            NpyHeader header = NpyHeader.read(file, channel);
            float[] values = new float[length(header, header.elements())];
            read(channel, header, 0, values);
            return values;
        }
    }

    /**
     * Some rows of a file: entries first to first + rows − 1 of its outermost axis; no others are read.
     *
     * @param first at least 0
     * @param rows  at least 0
     * @throws NpyException as {@link #read(Path)}, and if there are fewer rows
     */
    public static float[] read(Path file, long first, int rows) throws IOException {
        try (FileChannel channel = NpyHeader.open(file)) {
            NpyHeader header = NpyHeader.read(file, channel);
            long[] shape = header.shape();
            long has = shape.length == 0 ? 0 : shape[0];
            if (first < 0 || rows < 0 || first > has - rows) {
                throw new NpyException(
                        file,
                        "shape",
                        header.dataAt(),
                        "rows " + first + " to " + (first + rows - 1) + " wanted, there are " + has);
            }
            long row = has == 0 ? 0 : header.elements() / has;
            float[] values = new float[length(header, row * rows)];
            read(channel, header, row * first, values);
            return values;
        }
    }

    /**
     * Writes an array in format 1.0 as {@code <f4}, aside, synced and renamed over what was there.
     *
     * @param shape  sizes of the axes, each at least 0, their product the number of values
     * @param values c-order
     */
    public static void write(Path file, int[] shape, float[] values) throws IOException {
        long product = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (product != values.length || Arrays.stream(shape).anyMatch(s -> s < 0)) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
        }
        byte[] header = header(NpyType.FLOAT32.descr(), shape);
        WholeFile.write(file, channel -> {
            drain(ByteBuffer.wrap(header), channel);
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < values.length; at += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, values.length - at);
                chunk.clear().limit(4 * count);
                chunk.asFloatBuffer().put(values, at, count);
                drain(chunk, channel);
            }
        });
    }

    private static void drain(ByteBuffer from, FileChannel into) throws IOException {
        while (from.hasRemaining()) {
            into.write(from);
        }
    }

    static byte[] header(String descr, int[] shape) {
        StringJoiner sizes = new StringJoiner(", ", "(", shape.length == 1 ? ",)" : ")");
        Arrays.stream(shape).forEach(s -> sizes.add(Integer.toString(s)));
        String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + sizes + ", }";
        int whole = (10 + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = text + " ".repeat(whole - 10 - text.length() - 1) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(whole).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
        return bytes.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
    }

    static int length(NpyHeader header, long elements) throws NpyException {
        if (elements > Integer.MAX_VALUE - 8) {
            throw new NpyException(
                    header.file(), "shape", header.dataAt(), elements + " elements do not fit into one array");
        }
        return (int) elements;
    }

    static void read(FileChannel channel, NpyHeader header, long first, float[] values) throws IOException {
        int size = header.type().bytes();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK / size) {
            int count = Math.min(CHUNK / size, values.length - at);
            chunk.clear().limit(size * count);
            long from = header.dataAt() + size * (first + at);
            while (chunk.hasRemaining()) {
                if (channel.read(chunk, from + chunk.position()) < 0) {
                    throw new NpyException(header.file(), "data", from, "the file was cut while it was read");
                }
            }
            header.type().decode(chunk.flip(), values, at, count);
        }
    }
}
