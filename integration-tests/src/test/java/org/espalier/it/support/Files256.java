package org.espalier.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** SHA-256 of files, to tell whether anything was touched. */
public final class Files256 {
    private Files256() {}

    public static String of(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything below a folder: relative path to digest, folders too. */
    public static SortedMap<String, String> below(Path folder) throws IOException {
        var digests = new TreeMap<String, String>();
        try (var tree = Files.walk(folder)) {
            for (Path path : tree.toList())
                digests.put(folder.relativize(path).toString(), Files.isRegularFile(path) ? of(path) : "folder");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return digests;
    }
}
