package org.espalier.arrays;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that appear under their name whole or not at all: written aside, synced, renamed, the folder synced. */
public final class WholeFile {
    private WholeFile() {}

    /** What fills a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to the channel. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file, replacing what was there; after any failure what was there is still there and nothing else is left.
     *
     * @param file    in a folder that exists
     * @param content called once
     * @throws IOException if the content or the file system throws it; ClosedByInterruptException if interrupted
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        // Unique, so that two processes that write the same file never share a half-written one.
        Path aside = folder.resolve("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
        syncFolder(folder);
    }

    /** Makes the names in a folder durable, where the platform can: Windows cannot open folders. */
    public static void syncFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
