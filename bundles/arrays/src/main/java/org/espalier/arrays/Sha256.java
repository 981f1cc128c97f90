package org.espalier.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 sums as 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private Sha256() {}

    /** The sum of a file's bytes. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        ByteBuffer chunk = ByteBuffer.allocate(1 << 18);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(chunk.clear()) >= 0) {
                digest.update(chunk.flip());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The sum of some bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
