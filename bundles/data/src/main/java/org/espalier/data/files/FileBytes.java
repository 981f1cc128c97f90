package org.espalier.data.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.espalier.api.data.DataException;

/**
 * The bytes of a file from its beginning, those of a gzip file inflated. Its content says which it is, not its name. For one
 * thread.
 */
public sealed interface FileBytes extends Closeable permits PlainBytes, GzipBytes {
    /** Opens a file, which must be there, regular and readable. */
    static FileBytes open(Path path) throws IOException, DataException {
        String place = path.toString();
        // A pipe or a device has no length to check against.
        if (!Files.isRegularFile(path)) {
            throw new DataException(
                    place,
                    Files.exists(path)
                            ? "is no regular file"
                            : "is not there; a relative path begins at the job file's folder");
        }
        if (!Files.isReadable(path)) {
            throw new DataException(place, "cannot be read; see to its permissions");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return GzipBytes.is(channel) ? new GzipBytes(path, channel) : new PlainBytes(path, channel);
        } catch (IOException | DataException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The file. */
    Path path();

    /** Bytes that there can be at most; of a plain file those that there are. */
    long most();

    /**
     * Reads on.
     *
     * @return bytes read: fewer than count at the end alone
     * @throws DataException if a gzip file is damaged
     */
    int read(byte[] into, int at, int count) throws IOException, DataException;

    /**
     * Reads on, where so many bytes are promised.
     *
     * @param what the part of the file, for the refusal
     * @throws DataException if the file ends before
     */
    default void readAll(byte[] into, int at, int count, String what) throws IOException, DataException {
        int read = read(into, at, count);
        if (read < count) {
            throw new DataException(
                    path() + ": " + what,
                    "the file ends " + (count - read) + " bytes too early: it is truncated; get it once more, whole");
        }
    }

    /** Refuses whatever comes behind what was promised. */
    default void requireEnd(String what) throws IOException, DataException {
        if (read(new byte[1], 0, 1) > 0) {
            throw new DataException(
                    path() + ": " + what,
                    "there are bytes behind it that its header does not tell of; get it once more");
        }
    }
}
