package org.espalier.host.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A file to which JSON objects are appended, one per line: what happened in a run, or its figures.
 *
 * <p>A last line that is torn (kill -9, full disk, lost power) is dropped when the file is read and cut off when it is opened
 * to append. It writes through a RandomAccessFile: an interrupt would close a channel. Not thread-safe.
 */
public final class JsonLines implements Closeable {
    private static final int LONGEST_LINE = 1 << 24;

    private final RandomAccessFile file;
    private final Durability durability;
    private long end;

    /** When lines are on the medium (fsync); the operating system has each at once, so that kill -9 loses none. */
    public enum Durability {
        /** When {@link #append} returns: for facts that the run builds on, such as growth. */
        EACH_LINE,
        /** When {@link #mark} returns: for figures, of which loss of power may take what came after the last checkpoint. */
        AT_MARK
    }

    private JsonLines(RandomAccessFile file, Durability durability) {
        this.file = file;
        this.durability = durability;
    }

    /** Opens a file to append, makes it if it is absent, cuts off a torn last line. */
    public static JsonLines open(Path path, Durability durability) throws IOException {
        return open(path, durability, end -> Files.exists(path) ? scan(path, new ArrayList<>(), false) : 0);
    }

    /**
     * Likewise, but drops, unread, all that was written after a mark: what follows may be of any kind.
     *
     * @throws ShortFileException if the file does not reach the mark; nothing is cut off then, nor where a line before it is none
     */
    public static JsonLines open(Path path, Durability durability, long mark) throws IOException {
        verify(path, mark);
        return open(path, durability, end -> mark);
    }

    /**
     * Opens a file of mere figures to append, whose loss or damage keeps nothing from going on: unread, and cut back to the last end
     * of a line that is not after a mark.
     */
    public static JsonLines openFigures(Path path, long mark) throws IOException {
        return open(path, Durability.AT_MARK, end -> Files.exists(path) ? lastEnd(path, mark) : 0);
    }

    /** Where a file that is opened is cut off. */
    private interface Cut {
        long at(long end) throws IOException;
    }

    private static JsonLines open(Path path, Durability durability, Cut cut) throws IOException {
        boolean isNew = !Files.exists(path);
        JsonLines lines = new JsonLines(new RandomAccessFile(path.toFile(), "rw"), durability);
        try {
            lines.truncate(cut.at(lines.file.length()));
            if (isNew) {
                Disk.local().syncDirectory(path.toAbsolutePath().getParent());
            }
            return lines;
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /**
     * Checks that all that was written before a mark is there, in whole lines.
     *
     * @throws ShortFileException if the file does not reach the mark
     * @throws IOException        if a line before it is no JSON object; the message names the line
     */
    public static void verify(Path path, long mark) throws IOException {
        read(path, mark, new ArrayList<>(), false);
    }

    /** The last end of a line at or before a mark. */
    private static long lastEnd(Path path, long mark) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] block = new byte[1 << 13];
            for (long to = Math.min(mark, file.length()); to > 0; to = Math.max(0, to - block.length)) {
                int length = (int) Math.min(block.length, to);
                file.seek(to - length);
                file.readFully(block, 0, length);
                for (int i = length - 1; i >= 0; i--) {
                    if (block[i] == '\n') {
                        return to - length + i + 1;
                    }
                }
            }
            return 0;
        }
    }

    /**
     * All lines of a file of mere figures that can be read; empty if it is absent.
     *
     * @param passedOver told once, in one line, where lines cannot be read
     */
    public static List<Map<String, Object>> readFigures(Path path, Consumer<String> passedOver) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        if (!Files.exists(path)) {
            passedOver.accept(path + ": is not there");
            return lines;
        }
        int damaged = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            for (byte[] line = next(in); line.length > 0; line = next(in)) {
                try {
                    lines.add(Json.parse(new String(line, StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    damaged++;
                }
            }
        }
        if (damaged > 0) {
            passedOver.accept(path + ": " + damaged + " damaged lines are passed over");
        }
        return lines;
    }

    /**
     * All whole lines of a file, in order; a torn last one is left out. Numbers that are not finite come as the words
     * {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}.
     *
     * @throws IOException if the file cannot be read or a line before the last is no JSON object; the message names the line
     */
    public static List<Map<String, Object>> read(Path path) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        scan(path, lines, true);
        return lines;
    }

    /**
     * The lines before a mark, all of which must be whole: what a checkpoint has behind it, also while the file grows on.
     *
     * @throws ShortFileException if the file does not reach the mark
     * @throws IOException        as {@link #read(Path)}
     */
    public static List<Map<String, Object>> read(Path path, long mark) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        read(path, mark, lines, true);
        return lines;
    }

    private static void read(Path path, long mark, List<Map<String, Object>> lines, boolean keep) throws IOException {
        if (mark == 0) {
            return;
        }
        checkReaches(path, mark);
        try (InputStream in = new Prefix(new BufferedInputStream(Files.newInputStream(path), 1 << 16), mark)) {
            if (scan(path, in, lines, keep) < mark) {
                throw new IOException(
                        path + ": the last line before byte " + mark + ", where the checkpoint begins, is damaged");
            }
        }
    }

    private static void checkReaches(Path path, long mark) throws IOException {
        long length = Files.exists(path) ? Files.size(path) : 0;
        if (length < mark) {
            throw new ShortFileException(path, length, mark);
        }
    }

    /** The first bytes of a stream. */
    private static final class Prefix extends InputStream {
        private final InputStream in;
        private long left;

        Prefix(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? in.read() : -1;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** The bytes before a mark. */
    public static byte[] prefix(Path path, long mark) throws IOException {
        if (mark > Integer.MAX_VALUE - 8) {
            throw new IOException(path + ": is too long to be copied, " + mark + " bytes");
        }
        if (mark == 0) {
            return new byte[0];
        }
        checkReaches(path, mark);
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes((int) mark);
        }
    }

    /** The lines of a file of mere figures before a mark, as bytes, as far as they are there. */
    public static byte[] figuresBefore(Path path, long mark) throws IOException {
        return Files.exists(path) ? prefix(path, lastEnd(path, mark)) : new byte[0];
    }

    /**
     * Appends one object: text, numbers, booleans, null, maps and lists of these. After a failure, also of the fsync, the file is
     * as before.
     */
    public void append(Map<String, ?> line) throws IOException {
        byte[] bytes = (Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_LINE) {
            throw new IllegalArgumentException("a line of " + bytes.length + " bytes; at most " + LONGEST_LINE);
        }
        try {
            file.seek(end);
            file.write(bytes);
            if (durability == Durability.EACH_LINE) {
                sync();
            }
            end += bytes.length;
        } catch (IOException e) {
            try {
                file.setLength(end);
            } catch (IOException worse) {
                e.addSuppressed(worse);
            }
            throw e;
        }
    }

    /** Has all lines on the medium and says how many bytes they are; for {@link Offsets}. */
    public long mark() throws IOException {
        if (durability == Durability.AT_MARK) {
            sync();
        }
        return end;
    }

    /** Drops all that was written after a mark; nothing if the file is shorter. */
    public void truncate(long mark) throws IOException {
        if (file.length() > mark) {
            file.setLength(mark);
            sync();
        }
        end = file.length();
    }

    private void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Where the last whole line ends. A line that is none may only be the last. */
    private static long scan(Path path, List<Map<String, Object>> lines, boolean keep) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            return scan(path, in, lines, keep);
        }
    }

    private static long scan(Path path, InputStream in, List<Map<String, Object>> lines, boolean keep)
            throws IOException {
        long whole = 0;
        int number = 0;
        String torn = "";
        for (byte[] line = next(in); line.length > 0; line = next(in)) {
            if (!torn.isEmpty()) {
                throw new IOException(path + ":" + number + ": " + torn);
            }
            number++;
            if (line[line.length - 1] != '\n') {
                torn = "has no end";
                continue;
            }
            try {
                Map<String, Object> object = Json.parse(new String(line, StandardCharsets.UTF_8));
                whole += line.length;
                if (keep) {
                    lines.add(object);
                }
            } catch (IOException e) {
                torn = String.valueOf(e.getMessage());
            }
        }
        return whole;
    }

    private static byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n' || line.size() > LONGEST_LINE) {
                break;
            }
        }
        return line.toByteArray();
    }
}
