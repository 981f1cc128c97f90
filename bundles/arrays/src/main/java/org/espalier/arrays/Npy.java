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
            long row = row(header, first, rows);
            float[] values = new float[length(header, row * rows)];
            read(channel, header, row * first, values);
            return values;
        }
    }

    /**
     * All elements of a file in which every one is a finite float32.
     *
     * @throws NpyException as {@link #read(Path)}, and for the first value that is not, with its index in the file's shape
     */
    public static float[] readFinite(Path file) throws IOException {
        try (FileChannel channel = NpyHeader.open(file)) {
            NpyHeader header = NpyHeader.read(file, channel);
            return readFinite(channel, header, 0, length(header, header.elements()));
        }
    }

    /**
     * Some rows of a file, every value in them a finite float32.
     *
     * @throws NpyException as {@link #read(Path, long, int)}, and for the first value that is not
     */
    public static float[] readFinite(Path file, long first, int rows) throws IOException {
        try (FileChannel channel = NpyHeader.open(file)) {
            NpyHeader header = NpyHeader.read(file, channel);
            long row = row(header, first, rows);
            return readFinite(channel, header, row * first, length(header, row * rows));
        }
    }

    /**
     * Reads through some rows of a file, in 1 MB of memory whatever their number, and keeps nothing.
     *
     * @throws NpyException as {@link #readFinite(Path, long, int)}
     */
    public static void checkFinite(Path file, long first, int rows) throws IOException {
        try (FileChannel channel = NpyHeader.open(file)) {
            NpyHeader header = NpyHeader.read(file, channel);
            long row = row(header, first, rows);
            NpyElements.each(
                    channel,
                    header,
                    row * first,
                    row * rows,
                    (chunk, at, count) -> NpyElements.requireFinite(header, chunk, row * first + at, count));
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

    /** Elements of a row; refuses rows that are not there. */
    private static long row(NpyHeader header, long first, int rows) throws NpyException {
        long[] shape = header.shape();
        long has = shape.length == 0 ? 0 : shape[0];
        if (first < 0 || rows < 0 || first > has - rows) {
            throw new NpyException(
                    header.file(),
                    "shape",
                    header.dataAt(),
                    "rows " + first + " to " + (first + rows - 1) + " wanted, there are " + has);
        }
        return has == 0 ? 0 : header.elements() / has;
    }

    static void read(FileChannel channel, NpyHeader header, long first, float[] values) throws IOException {
        NpyElements.each(channel, header, first, values.length, (chunk, at, count) -> header.type()
                .decode(chunk, values, (int) at, count));
    }

    private static float[] readFinite(FileChannel channel, NpyHeader header, long first, int count) throws IOException {
        float[] values = new float[count];
        NpyElements.each(channel, header, first, count, (chunk, at, elements) -> {
            NpyElements.requireFinite(header, chunk, first + at, elements);
            header.type().decode(chunk, values, (int) at, elements);
        });
        return values;
    }
}
