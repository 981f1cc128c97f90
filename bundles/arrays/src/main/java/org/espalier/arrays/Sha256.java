package org.espalier.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** SHA-256 sums as 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private Sha256() {}

    /** The sum of a file's bytes; links are not followed if one of the options says so. */
    public static String of(Path file, LinkOption... links) throws IOException {
        Set<OpenOption> options = new HashSet<>(List.of(links));
        options.add(StandardOpenOption.READ);
        MessageDigest digest = digest();
        ByteBuffer chunk = ByteBuffer.allocate(1 << 18);
        try (FileChannel channel = FileChannel.open(file, options)) {
            while (channel.read(chunk.clear()) >= 0) {
                digest.update(chunk.flip());
            }
        }
        return text(digest);
    }

    /** The sum of some bytes. */
    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return text(digest);
    }

    /** The sum of what a digest was given; it begins anew. */
    public static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A digest to be given bytes as they come. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
