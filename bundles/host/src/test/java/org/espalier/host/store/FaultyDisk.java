package org.espalier.host.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A disk that dies: before its n-th operation or after its n-th byte, and for good. It may also lose its power, which takes
 * back every rename whose directory was not synced.
 */
final class FaultyDisk implements Disk {
    final List<String> log = new ArrayList<>();
    long written;
    private final long operations;
    private final long bytes;
    private final Deque<Path[]> unsynced = new ArrayDeque<>();
    private boolean dead;

    private FaultyDisk(long operations, long bytes) {
        this.operations = operations;
        this.bytes = bytes;
    }

    static FaultyDisk sound() {
        return new FaultyDisk(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    static FaultyDisk dyingBeforeOperation(long n) {
        return new FaultyDisk(n, Long.MAX_VALUE);
    }

    static FaultyDisk dyingAfterByte(long n) {
        return new FaultyDisk(Long.MAX_VALUE, n);
    }

    void losePower() throws IOException {
        dead = true;
        while (!unsynced.isEmpty()) {
            Path[] rename = unsynced.pop();
            if (Files.exists(rename[1])) {
                Files.move(rename[1], rename[0], StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Whether there is a rename that a loss of power would take back. */
    boolean renamedUnsynced() {
        return !unsynced.isEmpty();
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        begin("mkdir", directory);
        Files.createDirectory(directory);
    }

    @Override
    public void write(Path file, Content content) throws IOException {
        begin("create", file);
        try (OutputStream out = Files.newOutputStream(file)) {
            content.writeTo(new FilterOutputStream(out) {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] data, int from, int length) throws IOException {
                    int fits = (int) Math.min(length, bytes - written);
                    out.write(data, from, fits);
                    written += fits;
                    if (fits < length) {
                        die();
                    }
                }
            });
        }
        begin("sync", file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        begin("rename", to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        unsynced.push(new Path[] {from, to});
    }

    @Override
    public void delete(Path path) throws IOException {
        begin("delete", path);
        Files.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        begin("syncdir", directory);
        unsynced.removeIf(r -> r[1].getParent().equals(directory));
    }

    private void begin(String operation, Path path) throws IOException {
        if (dead || log.size() >= operations) {
            die();
        }
        log.add(operation + " " + path.getFileName());
    }

    private void die() throws IOException {
        dead = true;
        throw new IOException("the disk is dead");
    }
}
