package org.espalier.host.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Figures over a run's steps. A line reaches the operating system at once but the medium only at {@link #mark}: kill -9 loses
 * nothing, loss of power at most what came after the last checkpoint. Not thread-safe.
 */
public final class Metrics implements Closeable {
    private final JsonLines lines;

    private Metrics(JsonLines lines) {
        this.lines = lines;
    }

    /** Opens a metrics file to append, makes it if it is absent, cuts off a torn last line. */
    public static Metrics open(Path file) throws IOException {
        return new Metrics(JsonLines.open(file));
    }

    /** Opens a metrics file to go on from a checkpoint: drops, unread, all that was written after its mark. */
    public static Metrics open(Path file, long mark) throws IOException {
        return new Metrics(JsonLines.open(file, mark));
    }

    /** All whole lines of a metrics file; see {@link JsonLines#read}. */
    public static List<Map<String, Object>> read(Path file) throws IOException {
        return JsonLines.read(file);
    }

    /** Appends a line; it says to which step it belongs under {@code step}. */
    public void append(Map<String, ?> line) throws IOException {
        if (!(line.get("step") instanceof Number)) {
            throw new IllegalArgumentException("a line of metrics needs its step");
        }
        lines.append(line);
    }

    /** Has all lines on the medium and says how many bytes they are; for {@link Offsets}. */
    public long mark() throws IOException {
        lines.sync();
        return lines.offset();
    }

    /** Goes back to a mark; nothing if the file is shorter. */
    public void truncate(long mark) throws IOException {
        lines.truncate(mark);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
