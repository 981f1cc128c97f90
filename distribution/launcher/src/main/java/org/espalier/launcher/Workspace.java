package org.espalier.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/**
 * One process's own folder for what the container unpacks. Several processes may use one installation at a time, and the
 * container's cache can belong to one only; so each has its own, and sweeps away what killed ones left behind.
 */
final class Workspace implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final FileChannel channel;

    private Workspace(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    Path folder() {
        return folder;
    }

    static Workspace open(Home home) throws IOException {
        Path all = Files.createDirectories(home.data().resolve("cache"));
        // While this lock is held nobody else sweeps, so a folder is never seen between its creation and its locking.
        try (FileChannel guard = lockFile(all.resolve(LOCK))) {
            guard.lock();
            sweep(all);
            Path folder = Files.createTempDirectory(all, ProcessHandle.current().pid() + "-");
            FileChannel channel = lockFile(folder.resolve(LOCK));
            channel.lock();
            return new Workspace(folder, channel);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            delete(folder);
        } catch (IOException e) {
            // The next process sweeps it away.
        }
    }

    private static void sweep(Path all) throws IOException {
        List<Path> folders;
        try (var listed = Files.list(all)) {
            folders = listed.filter(Files::isDirectory).toList();
        }
        for (Path folder : folders) {
            if (abandoned(folder)) delete(folder);
        }
    }

    private static boolean abandoned(Path folder) throws IOException {
        try (FileChannel channel = lockFile(folder.resolve(LOCK))) {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    private static FileChannel lockFile(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void delete(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
