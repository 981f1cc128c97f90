package org.espalier.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Whole folders on disk, as tests delete and copy them. */
public final class Folders {
    private Folders() {}

    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    /** Copies files with their permissions. */
    public static void copy(Path from, Path to) throws IOException {
        try (var tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) Files.createDirectories(target);
                else Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
