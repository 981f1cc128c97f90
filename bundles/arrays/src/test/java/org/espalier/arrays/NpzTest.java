package org.espalier.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NpzTest {
    private static final int END = 22;

    @TempDir
    Path folder;

    private static Npz sample() {
        Map<String, Npz.Array> arrays = new LinkedHashMap<>();
        arrays.put("layer0.weight", new Npz.Array(new int[] {2, 3}, new float[] {1, -0f, Float.MIN_VALUE, 4, 5, 6}));
        arrays.put("scalar é", new Npz.Array(new int[0], new float[] {7}));
        arrays.put("a/none", new Npz.Array(new int[] {0, 4}, new float[0]));
        return new Npz(arrays, Map.of("__metadata__", "{\"é\": 1}"));
    }

    private static byte[] bytes() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            sample().write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The sample with something done to it, all numbers little-endian. */
    private static byte[] changed(Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(bytes);
        return bytes.array();
    }

    /** Where the index begins. */
    private static int index(ByteBuffer zip) {
        return zip.getInt(zip.capacity() - END + 16);
    }

    private static byte[] renamed(String from, String to) {
        String latin = new String(bytes(), StandardCharsets.ISO_8859_1);
        return latin.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void everyArrayAndTextComesBackBitForBitInOrder() throws IOException {
        Npz read = Npz.read(Files.write(folder.resolve("x.npz"), bytes()));
        assertEquals(sample().texts(), read.texts());
        assertEquals(
                List.copyOf(sample().arrays().keySet()),
                List.copyOf(read.arrays().keySet()));
        sample().arrays().forEach((name, array) -> {
            assertArrayEquals(array.shape(), read.arrays().get(name).shape());
            assertArrayEquals(array.values(), read.arrays().get(name).values());
        });
    }

    @Test
    void equalArraysAreEqualFilesAndPlainReadersOfZipAndNpyTakeThem() throws IOException {
        assertArrayEquals(bytes(), bytes());
        try (ZipInputStream zip =
                new ZipInputStream(Files.newInputStream(Files.write(folder.resolve("x.npz"), bytes())))) {
            assertEquals("__metadata__.npy", zip.getNextEntry().getName());
            ZipEntry weight = zip.getNextEntry();
            assertEquals("layer0.weight.npy", weight.getName());
            assertEquals(ZipEntry.STORED, weight.getMethod());
            Path member = Files.write(folder.resolve("w.npy"), zip.readAllBytes());
            assertArrayEquals(new float[] {1, -0f, Float.MIN_VALUE, 4, 5, 6}, Npy.read(member));
        }
    }

    static Stream<Arguments> hostile() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("w.npy"));
            zip.write(new byte[1 << 24]);
        }
        return Stream.of(
                // name, bytes, field, a part of the reason
                Arguments.of("nothing", new byte[0], "magic", "not a .npz"),
                Arguments.of(
                        "a picture", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 0, 0}, "magic", "not a .npz"),
                Arguments.of("truncated", Arrays.copyOf(bytes(), 300), "end of the index", "truncated"),
                Arguments.of(
                        "trailing bytes", Arrays.copyOf(bytes(), bytes().length + 3), "end of the index", "trailing"),
                Arguments.of("a bomb", bomb.toByteArray(), "w", "is compressed"),
                Arguments.of("a bit in a weight", changed(z -> z.put(index(z) - 3, (byte) 77)), "a/none", "CRC-32"),
                Arguments.of("a bit in a text", changed(z -> z.put(180, (byte) 'x')), "__metadata__", "CRC-32"),
                Arguments.of(
                        "an index of 4 GB",
                        changed(z -> z.putInt(z.capacity() - END + 12, -1)),
                        "end of the index",
                        "at most 4194304"),
                Arguments.of(
                        "more members than there are",
                        changed(z -> z.putInt(z.capacity() - END + 8, 0x00FF00FF)),
                        "index",
                        "fewer members"),
                Arguments.of(
                        "fewer members than there are",
                        changed(z -> z.putInt(z.capacity() - END + 8, 0x00010001)),
                        "index",
                        "goes on"),
                Arguments.of(
                        "a member of 4 GB",
                        changed(z -> z.putInt(index(z) + 20, -1).putInt(index(z) + 24, -1)),
                        "__metadata__",
                        "the file fewer"),
                Arguments.of(
                        "a member elsewhere",
                        changed(z -> z.putInt(index(z) + 42, 1)),
                        "__metadata__",
                        "not where the index says"),
                Arguments.of("a path upwards", renamed("a/none", "../one"), "index", "lead out"),
                Arguments.of("an absolute path", renamed("a/none", "/anone"), "index", "lead out"),
                Arguments.of("a folder of Windows", renamed("a/none", "a\\none"), "index", "lead out"),
                Arguments.of("no array", renamed("a/none.npy", "a/none.exe"), "index", "is no .npy"),
                Arguments.of("one name twice", twice(), "index", "is there twice"),
                Arguments.of("one place twice", over(), "a", "lies over b"));
    }

    private static byte[] twice() throws IOException {
        return two("aa", "bb", "bb.npy", "aa.npy");
    }

    private static byte[] over() throws IOException {
        Npz two = new Npz(Map.of("a", new Npz.Array(new int[] {1}, new float[1])), Map.of("b", "x".repeat(300)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        two.write(out);
        ByteBuffer zip = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int longer = zip.getInt(index(zip) + 24) + 120;
        return zip.putInt(index(zip) + 20, longer)
                .putInt(index(zip) + 24, longer)
                .array();
    }

    private static byte[] two(String one, String other, String from, String to) throws IOException {
        Npz two = new Npz(Map.of(one, new Npz.Array(new int[] {1}, new float[1])), Map.of(other, "text"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        two.write(out);
        return new String(out.toByteArray(), StandardCharsets.ISO_8859_1)
                .replace(from, to)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void isRefusedAtOnceWithFileFieldAndReason(String name, byte[] bytes, String field, String reason)
            throws IOException {
        Path file = Files.write(folder.resolve("x.npz"), bytes);
        NpyException refused = assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThrows(NpyException.class, () -> Npz.read(file)));
        assertEquals(field, refused.field(), refused::getMessage);
        assertTrue(refused.why().contains(reason), refused::getMessage);
        assertTrue(refused.getMessage().startsWith(file.toString()), refused::getMessage);
    }

    @Test
    void noByteOfAnArchiveCanChangeUnseenButForDates() throws IOException {
        byte[] good = bytes();
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 4;
            Path file = Files.write(folder.resolve("x.npz"), bad);
            try {
                Npz read = Npz.read(file);
                assertEquals(sample().texts(), read.texts(), "byte " + at);
                read.arrays()
                        .forEach((name, array) ->
                                assertArrayEquals(sample().arrays().get(name).values(), array.values(), name));
            } catch (NpyException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
    }
}
