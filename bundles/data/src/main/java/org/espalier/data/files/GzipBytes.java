package org.espalier.data.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.espalier.api.data.DataException;

/**
 * What a gzip file of one member holds (RFC 1952), inflated as it is asked for. The checksum is compared and nothing may follow
 * it: {@code GZIPInputStream} would read further members and pass over garbage.
 */
final class GzipBytes implements FileBytes {
    /** Deflate gives at most 258 bytes for two bits. */
    private static final int MOST_RATIO = 1032;

    private static final int CHUNK = 1 << 16;
    private static final int MAGIC = 0x1F8B;
    private static final int DEFLATE = 8;
    private static final int HEADER_SUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final String WHOLE = "; get the file once more, whole";

    private final Path path;
    private final FileChannel channel;
    private final long length;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).limit(0);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private boolean ended;

    GzipBytes(Path path, FileChannel channel) throws IOException, DataException {
        this.path = path;
        this.channel = channel;
        this.length = channel.size();
        try {
            skipHeader();
        } catch (IOException | DataException | RuntimeException e) {
            inflater.end();
            throw e;
        }
    }

    /** Whether a file begins as one; its position stays. */
    static boolean is(FileChannel channel) throws IOException {
        ByteBuffer two = ByteBuffer.allocate(2);
        return channel.read(two, 0) == 2 && (two.getShort(0) & 0xFFFF) == MAGIC;
    }

    private void skipHeader() throws IOException, DataException {
        skip(2);
        int method = next();
        if (method != DEFLATE) {
            throw damaged("compression method " + method + ", which gzip does not have");
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        for (int text : new int[] {NAME, COMMENT}) {
            while ((flags & text) != 0 && next() != 0) {
                // To the end of the text.
            }
        }
        if ((flags & HEADER_SUM) != 0) {
            skip(2);
        }
    }

    private void skip(int count) throws IOException, DataException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException, DataException {
        if (!buffer.hasRemaining() && !refill()) {
            throw damaged("the file ends within it: it is truncated");
        }
        return buffer.get() & 0xFF;
    }

    private boolean refill() throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        buffer.flip();
        return read > 0;
    }

    private DataException damaged(String why) {
        return new DataException(path + ": gzip", why + WHOLE);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long most() {
        return Math.multiplyExact(length, MOST_RATIO);
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException, DataException {
        int done = 0;
        while (done < count && !ended) {
            done += inflate(into, at + done, count - done);
        }
        return done;
    }

    private int inflate(byte[] into, int at, int count) throws IOException, DataException {
        try {
            int made = inflater.inflate(into, at, count);
            sum.update(into, at, made);
            if (inflater.finished()) {
                finish();
            } else if (inflater.needsDictionary()) {
                throw damaged("it needs a dictionary, which gzip does not have");
            } else if (made == 0) {
                if (!buffer.hasRemaining() && !refill()) {
                    throw damaged("the file ends within the compressed data: it is truncated");
                }
                inflater.setInput(buffer);
            }
            return made;
        } catch (DataFormatException e) {
            throw new DataException(path + ": gzip", "the compressed data is damaged: " + e.getMessage() + WHOLE, e);
        }
    }

    /** Checks what follows the compressed data. */
    private void finish() throws IOException, DataException {
        ended = true;
        long wanted = four();
        if (wanted != sum.getValue()) {
            throw damaged("what it holds does not have the checksum that it promises: it is damaged");
        }
        long size = four();
        if (size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw damaged("it holds " + inflater.getBytesWritten() + " bytes and promises " + size + " (modulo 2^32)");
        }
        if (buffer.hasRemaining() || refill()) {
            throw damaged("there are bytes behind its end");
        }
    }

    private long four() throws IOException, DataException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) next() << shift;
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }
}
