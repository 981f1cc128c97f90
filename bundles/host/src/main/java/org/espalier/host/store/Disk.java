package org.espalier.host.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** What checkpoints ask of a file system: few operations, each of which either happened or did not after a crash. */
public interface Disk {

    /** What goes into a file. */
    @FunctionalInterface
    interface Content {
        /** Writes all of it; the caller closes the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes a directory; fails if it exists. */
    void createDirectory(Path directory) throws IOException;

    /** Writes a file and has it on the medium (fsync) when it returns; an existing one is overwritten. */
    void write(Path file, Content content) throws IOException;

    /** Gives a file or directory another name in one step; an existing file of that name is replaced, a directory never. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file, a link itself, or an empty directory. */
    void delete(Path path) throws IOException;

    /** Has the names in a directory on the medium when it returns. */
    void syncDirectory(Path directory) throws IOException;

    /** Replaces a file whole: after a crash it holds either the old bytes or the new ones. */
    default void replace(Path file, byte[] bytes) throws IOException {
        Path aside = file.resolveSibling(".tmp-" + file.getFileName());
        write(aside, out -> out.write(bytes));
        rename(aside, file);
        syncDirectory(file.toAbsolutePath().getParent());
    }

    /** The machine's own file system. */
    static Disk local() {
        return new LocalDisk();
    }

    /** A buffer in front of a file's stream. */
    static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out, 1 << 16);
    }
}
