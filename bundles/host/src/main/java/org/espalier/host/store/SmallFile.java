package org.espalier.host.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reading of files of a run that are small, whatever lies there in their place. */
public final class SmallFile {
    private static final int LARGEST_TEXT = 1 << 20;

    private SmallFile() {}

    /** A text of at most a megabyte, UTF-8. */
    public static String text(Path file) throws IOException {
        return new String(bytes(file, LARGEST_TEXT), StandardCharsets.UTF_8);
    }

    /**
     * All bytes of a file.
     *
     * @param most how many there may be
     * @throws IOException if there are more; the message names the file and both numbers
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        // Before memory is taken; the file may grow meanwhile.
        check(file, Files.size(file), most);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most);
            check(file, in.read() < 0 ? bytes.length : Files.size(file), most);
            return bytes;
        }
    }

    private static void check(Path file, long bytes, int most) throws IOException {
        if (bytes > most) {
            throw new IOException(file + ": has " + bytes + " bytes; such a file has at most " + most);
        }
    }
}
