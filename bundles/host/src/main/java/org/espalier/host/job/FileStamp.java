package org.espalier.host.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells states of a file apart: by length, time, and which file it is, since one may take another's place. */
public record FileStamp(long size, FileTime time, @Nullable Object file) {
    /** The state of a file now; empty if there is no such file. */
    public static Optional<FileStamp> of(Path path) {
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
            return is.isRegularFile()
                    ? Optional.of(new FileStamp(is.size(), is.lastModifiedTime(), is.fileKey()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
