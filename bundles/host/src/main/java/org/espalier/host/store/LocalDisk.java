package org.espalier.host.store;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The machine's own file system. It writes through streams: an interrupt would close a channel in mid-write. */
final class LocalDisk implements Disk {

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
    }

    @Override
    public void write(Path file, Content content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            OutputStream buffered = Disk.buffered(out);
            content.writeTo(buffered);
            buffered.flush();
            out.getFD().sync();
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows opens no directories and keeps names in its own journal.
        }
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
