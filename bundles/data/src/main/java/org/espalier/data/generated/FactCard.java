package org.espalier.data.generated;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.arrays.Sha256;
import org.espalier.arrays.WholeFile;

/** A text file of facts, one {@code key=value} per line, sorted by key: what a cached set of samples is. */
final class FactCard {
    private static final int LONGEST = 1 << 16;

    private FactCard() {}

    /** Writes the facts; neither keys nor values hold line breaks, and keys hold no equals sign. */
    static void write(Path file, SortedMap<String, String> facts) throws IOException {
        byte[] bytes = text(facts).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        });
    }

    /** Reads facts; IOException if the file is not a card as {@link #write} leaves it, of at most 64 KiB. */
    static SortedMap<String, String> read(Path file) throws IOException {
        byte[] bytes;
        try (var stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw new IOException(file.getFileName() + " is longer than " + LONGEST + " bytes");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        SortedMap<String, String> facts = new TreeMap<>();
        for (String line : text.lines().toList()) {
            int equals = Math.max(0, line.indexOf('='));
            facts.put(line.substring(0, equals), line.substring(Math.min(line.length(), equals + 1)));
        }
        // Whatever is not byte for byte what is written for these facts is damaged.
        if (!text.equals(text(facts))) {
            throw new IOException(file.getFileName() + " is not as it was written");
        }
        return Collections.unmodifiableSortedMap(facts);
    }

    /** The first twelve hexadecimal digits of the facts' SHA-256. */
    static String hash(SortedMap<String, String> facts) {
        return Sha256.of(text(facts).getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    private static String text(SortedMap<String, String> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }
}
