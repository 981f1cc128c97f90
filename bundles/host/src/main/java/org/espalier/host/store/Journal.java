package org.espalier.host.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What happened in a run, in order: growth, swaps, settings, faults. A line is on the medium when {@link #append} returns.
 * Not thread-safe.
 */
public final class Journal implements Closeable {
    private final JsonLines lines;

    private Journal(JsonLines lines) {
        this.lines = lines;
    }

    /** Opens a journal to append, makes it if it is absent, cuts off a torn last line. */
    public static Journal open(Path file) throws IOException {
        return new Journal(JsonLines.open(file));
    }

    /** Opens a journal to go on from a checkpoint: drops, unread, all that was written after its mark. */
    public static Journal open(Path file, long mark) throws IOException {
        return new Journal(JsonLines.open(file, mark));
    }

    /** All whole lines of a journal; see {@link JsonLines#read}. */
    public static List<Map<String, Object>> read(Path file) throws IOException {
        return JsonLines.read(file);
    }

    /** Appends a line and fsyncs. Should the fsync fail, the line counts as not written and is cut off. */
    public void append(Map<String, ?> line) throws IOException {
        long before = lines.offset();
        lines.append(line);
        try {
            lines.sync();
        } catch (IOException e) {
            try {
                lines.truncate(before);
            } catch (IOException worse) {
                e.addSuppressed(worse);
            }
            throw e;
        }
    }

    /** Bytes so far, all of them on the medium; for {@link Offsets}. */
    public long mark() {
        return lines.offset();
    }

    /** Goes back to a mark, as when a fault within a step sends the run back to its last checkpoint. */
    public void truncate(long mark) throws IOException {
        lines.truncate(mark);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
