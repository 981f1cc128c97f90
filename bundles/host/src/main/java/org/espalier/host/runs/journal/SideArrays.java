package org.espalier.host.runs.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.host.store.Disk;
import org.espalier.host.store.SmallFile;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a journal's lines, bit for bit: {@code {"f32": "<base64>"}}, little-endian; those of more than 4096 entries
 * stand in a file of their own, {@code arrays/<sha-256>.f32}, so that a line stays one that people read. A file that is there is
 * never written again.
 */
public final class SideArrays {
    private static final int LONGEST = 4096;
    /** Bytes of one array. */
    private static final int LARGEST = 1 << 30;

    private static final String BASE64 = "f32";
    private static final String FILE = "f32-sha256";
    private final Path folder;

    /** The arrays of the journal in a directory. */
    public SideArrays(Path directory) {
        this.folder = directory.resolve("arrays");
    }

    /** A line's fields with every array written out; files are on the medium when this returns. */
    Map<String, Object> written(Map<?, ?> fields) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            all.put(String.valueOf(field.getKey()), value(field.getValue()));
        }
        return all;
    }

    private @Nullable Object value(@Nullable Object value) throws IOException {
        if (value instanceof float[] array) {
            return array(array);
        }
        if (value instanceof Map<?, ?> map) {
            return written(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> all = new ArrayList<>();
            for (Object each : list) {
                all.add(value(each));
            }
            return all;
        }
        return value;
    }

    private Map<String, Object> array(float[] array) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(4, array.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(array);
        if (array.length <= LONGEST) {
            return Map.of(BASE64, Base64.getEncoder().encodeToString(bytes.array()));
        }
        String sum = sum(bytes.array());
        Files.createDirectories(folder);
        Path file = folder.resolve(sum + ".f32");
        if (!Files.exists(file)) {
            Disk.local().replace(file, bytes.array());
            Disk.local().syncDirectory(folder.toAbsolutePath().getParent());
        }
        return Map.of(FILE, sum);
    }

    /** A line as it was before it was written. */
    public Map<String, Object> read(Map<?, ?> line) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : line.entrySet()) {
            all.put(String.valueOf(field.getKey()), readValue(field.getValue()));
        }
        return all;
    }

    private @Nullable Object readValue(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1 && map.get(BASE64) instanceof String text) {
                return floats(decoded(text));
            }
            return map.size() == 1 && map.get(FILE) instanceof String sum ? floats(file(sum)) : read(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> all = new ArrayList<>();
            for (Object each : list) {
                all.add(readValue(each));
            }
            return all;
        }
        return value;
    }

    private static byte[] decoded(String text) throws IOException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("an array of the journal is no base64", e);
        }
    }

    private byte[] file(String sum) throws IOException {
        if (!sum.matches("[0-9a-f]{64}")) {
            throw new IOException("an array of the journal is named by no SHA-256");
        }
        Path file = folder.resolve(sum + ".f32");
        byte[] bytes = SmallFile.bytes(file, LARGEST);
        if (!sum(bytes).equals(sum)) {
            throw new IOException(file + ": is not what the journal's line was written with");
        }
        return bytes;
    }

    private static float[] floats(byte[] bytes) throws IOException {
        if (bytes.length % 4 != 0) {
            throw new IOException("an array of the journal has " + bytes.length + " bytes, no whole number of floats");
        }
        FloatBuffer buffer =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Has all of another journal's arrays here too. */
    public void copy(Path directory) throws IOException {
        Path from = directory.resolve("arrays");
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(folder);
        List<Path> files;
        try (Stream<Path> entries = Files.list(from)) {
            files = entries.filter(p -> p.getFileName().toString().endsWith(".f32"))
                    .toList();
        }
        for (Path file : files) {
            Disk.local().write(folder.resolve(file.getFileName()), out -> Files.copy(file, out));
        }
        Disk.local().syncDirectory(folder.toAbsolutePath().getParent());
    }
}
