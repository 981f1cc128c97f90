package org.espalier.host.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * The right to train a run, held by one process and one owner within it. The operating system takes it back when the process
 * dies, however it dies; the file stays.
 */
public final class RunLock implements Closeable {
    /** Runs locked by this process: closing any channel on a file gives up all POSIX locks on it, so none may be opened. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final RandomAccessFile open;

    private RunLock(Path file, RandomAccessFile open) {
        this.file = file;
        this.open = open;
    }

    /**
     * Takes the lock of a run.
     *
     * @param directory the run's directory
     * @throws RunLockedException if another process, or somebody else in this one, trains the run
     */
    public static RunLock acquire(Path directory) throws IOException {
        Path file = directory.toRealPath().resolve("lock");
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a symbolic link");
        }
        if (!HELD.add(file)) {
            throw new RunLockedException(directory, "this process");
        }
        RandomAccessFile open = null;
        try {
            open = new RandomAccessFile(file.toFile(), "rw");
            if (tryLock(open) == null) {
                throw new RunLockedException(directory, holder(open));
            }
            open.setLength(0);
            open.write(("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
            return new RunLock(file, open);
        } catch (IOException | RuntimeException e) {
            if (open != null) {
                open.close();
            }
            HELD.remove(file);
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(RandomAccessFile open) throws IOException {
        try {
            return open.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(RandomAccessFile open) throws IOException {
        byte[] text = new byte[(int) Math.min(64, open.length())];
        open.readFully(text);
        return text.length == 0 ? "another process" : OneLine.plain(new String(text, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        try {
            open.close();
        } finally {
            HELD.remove(file);
        }
    }
}
