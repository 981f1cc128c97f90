package org.espalier.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.StringJoiner;

/** The elements of a file whose header has been read, chunk after chunk through one buffer. */
final class NpyElements {
    private static final int CHUNK = 1 << 20;

    private NpyElements() {}

    /** What is done with a chunk. */
    @FunctionalInterface
    interface Chunk {
        /**
         * Takes some elements.
         *
         * @param bytes little-endian, from its position to its limit
         * @param at    number of the first of them, from 0
         */
        void take(ByteBuffer bytes, long at, int count) throws NpyException;
    }

    /** Reads elements first to first + elements − 1. */
    static void each(FileChannel channel, NpyHeader header, long first, long elements, Chunk chunk) throws IOException {
        int size = header.type().bytes();
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = 0; at < elements; at += CHUNK / size) {
            int count = (int) Math.min(CHUNK / size, elements - at);
            buffer.clear().limit(size * count);
            long from = header.dataAt() + size * (first + at);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, from + buffer.position()) < 0) {
                    throw new NpyException(header.file(), "data", from, "the file was cut while it was read");
                }
            }
            chunk.take(buffer.flip(), at, count);
        }
    }

    /**
     * Refuses the first element that is no finite float32; the buffer's position stays.
     *
     * @param first the element of the file at which the bytes begin
     */
    static void requireFinite(NpyHeader header, ByteBuffer bytes, long first, int count) throws NpyException {
        int bad = header.type().firstNotFinite(bytes, count);
        if (bad < 0) {
            return;
        }
        int size = header.type().bytes();
        int at = bytes.position() + bad * size;
        double value = header.type() == NpyType.FLOAT64 ? bytes.getDouble(at) : bytes.getFloat(at);
        throw new NpyException(
                header.file(),
                "data",
                header.dataAt() + (first + bad) * size,
                "value " + index(header.shape(), first + bad) + " is " + value
                        + (Double.isFinite(value) ? ", beyond float32's range" : "")
                        + "; every value must be finite: mend it or leave its sample out");
    }

    /** Where an element stands, as NumPy would be asked for it. */
    private static String index(long[] shape, long element) {
        long[] index = new long[shape.length];
        long rest = element;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (long i : index) {
            text.add(Long.toString(i));
        }
        return text.toString();
    }
}
