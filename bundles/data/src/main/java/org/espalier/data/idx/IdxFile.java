package org.espalier.data.idx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.api.data.DataException;
import org.espalier.data.files.FileBytes;

/**
 * An IDX file of unsigned bytes whose header has been checked against the file's length: two zeros, the elements' type, the
 * number of axes, their sizes as big-endian integers, then the elements. Format: Y. LeCun, The MNIST database.
 *
 * @param path  the file, plain or gzip
 * @param sizes of the axes, outer to inner, all at least 1
 */
record IdxFile(Path path, int[] sizes) {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int CHUNK = 1 << 16;
    private static final String MAGIC = "magic at byte 0";
    private static final String SIZES = "sizes at byte 4";
    private static final String DATA = "data";

    /**
     * Reads the header.
     *
     * @param axes how many the file must have
     * @param what its elements are, for refusals
     */
    static IdxFile of(Path path, int axes, String what) throws IOException, DataException {
        try (FileBytes bytes = FileBytes.open(path)) {
            return new IdxFile(path, header(bytes, axes, what));
        }
    }

    private static int[] header(FileBytes bytes, int axes, String what) throws IOException, DataException {
        byte[] magic = new byte[4];
        bytes.readAll(magic, 0, 4, MAGIC);
        if (magic[0] != 0 || magic[1] != 0) {
            throw refusal(bytes, MAGIC, "this is no IDX file; name one of " + what);
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw refusal(
                    bytes,
                    MAGIC,
                    String.format("elements of type 0x%02X; what can be read is unsigned bytes, 0x08", magic[2]));
        }
        if (magic[3] != axes) {
            throw refusal(
                    bytes,
                    MAGIC,
                    (magic[3] & 0xFF) + " axes, where " + what + " have " + axes + "; is this the right file?");
        }
        byte[] sizes = new byte[4 * axes];
        bytes.readAll(sizes, 0, sizes.length, SIZES);
        return sizes(bytes, sizes, axes);
    }

    private static int[] sizes(FileBytes bytes, byte[] header, int axes) throws DataException {
        long[] sizes = new long[axes];
        long promised = 1;
        ByteBuffer bigEndian = ByteBuffer.wrap(header);
        for (int axis = 0; axis < axes; axis++) {
            sizes[axis] = bigEndian.getInt() & 0xFFFFFFFFL;
            if (sizes[axis] == 0) {
                throw refusal(bytes, SIZES, Arrays.toString(sizes) + " holds nothing; name another file");
            }
            // At most 2^96: as a long it is never compared before it has been cut off.
            promised = sizes[axis] > Long.MAX_VALUE / promised ? Long.MAX_VALUE : promised * sizes[axis];
        }
        long most = bytes.most() - 4 - header.length;
        if (promised > most) {
            throw refusal(
                    bytes,
                    SIZES,
                    Arrays.toString(sizes) + " are more bytes than the " + most
                            + " that the file can hold: it is truncated or no such file; get it once more, whole");
        }
        if (promised > Integer.MAX_VALUE - 8) {
            throw refusal(bytes, SIZES, Arrays.toString(sizes) + " do not fit into one array; take a part of it");
        }
        return Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
    }

    private static DataException refusal(FileBytes bytes, String part, String why) {
        return new DataException(bytes.path() + ": " + part, why);
    }

    /** Samples: the size of the outermost axis. */
    int count() {
        return sizes[0];
    }

    /** Elements of one sample. */
    int each() {
        int each = 1;
        for (int axis = 1; axis < sizes.length; axis++) {
            each *= sizes[axis];
        }
        return each;
    }

    /** All elements. */
    int length() {
        return count() * each();
    }

    /** What is done with a stretch of elements. */
    @FunctionalInterface
    interface Stretch {
        /**
         * Takes some elements.
         *
         * @param at number of the first of them, from 0
         */
        void take(byte[] bytes, int count, int at) throws DataException;
    }

    /**
     * Goes through all elements, in memory that does not grow with them, and sees to it that the file ends behind them.
     *
     * @throws DataException if the file ends before, is damaged, or is another one by now
     */
    void check(Stretch stretch) throws IOException, DataException {
        byte[] chunk = new byte[Math.min(CHUNK, length())];
        read(bytes -> {
            for (int left = length(); left > 0; left -= chunk.length) {
                int count = Math.min(chunk.length, left);
                bytes.readAll(chunk, 0, count, DATA);
                stretch.take(chunk, count, length() - left);
            }
        });
    }

    /**
     * Reads all elements.
     *
     * @throws DataException as {@link #check}
     */
    byte[] read() throws IOException, DataException {
        byte[] all = new byte[length()];
        read(bytes -> bytes.readAll(all, 0, all.length, DATA));
        return all;
    }

    private interface Reading {
        void of(FileBytes bytes) throws IOException, DataException;
    }

    private void read(Reading reading) throws IOException, DataException {
        try (FileBytes bytes = FileBytes.open(path)) {
            if (!Arrays.equals(header(bytes, sizes.length, "those before"), sizes)) {
                throw new DataException(path.toString(), "was changed while it was read; begin once more");
            }
            reading.of(bytes);
            bytes.requireEnd(DATA);
        }
    }
}
