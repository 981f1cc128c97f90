package org.espalier.data.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.espalier.api.data.DataException;

/** How what may go wrong with files is told: as data that cannot be used, or as an interrupt. */
public final class UserFiles {
    private UserFiles() {}

    /**
     * Something that reads files.
     *
     * @param <T> what it reads
     */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads. */
        T read() throws IOException, DataException;
    }

    /**
     * Reads for a dataset.
     *
     * @param where what is read, for refusals
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    public static <T> T read(String where, Reading<T> reading) throws DataException, InterruptedException {
        try {
            return reading.read();
        } catch (ClosedByInterruptException e) {
            // The channel's exception left the flag set; an InterruptedException stands for it.
            Thread.interrupted();
            throw new InterruptedException("interrupted while reading " + where);
        } catch (IOException e) {
            throw new DataException(where, "cannot be read: " + e, e);
        }
    }

    /** Reads for an outline, of which an interrupt is a refusal. */
    public static <T> T checked(String where, Reading<T> reading) throws DataException {
        try {
            return read(where, reading);
        } catch (InterruptedException e) {
            throw new DataException(where, "interrupted while it was checked", e);
        }
    }
}
