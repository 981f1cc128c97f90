package org.espalier.arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileNpyTest {
    @TempDir
    Path folder;

    static Stream<Arguments> hostile() {
        byte[] four = new byte[4];
        return Stream.of(
                // name, bytes, field, a part of the reason
                Arguments.of("2^60 entries", shape("(1152921504606846976,)"), "data", "truncated"),
                Arguments.of("2^61 bytes of four", shape("(4611686018427387904,)"), "shape", "beyond 2^63"),
                Arguments.of("overflowing dims", shape("(4294967296, 4294967296)"), "shape", "beyond 2^63"),
                Arguments.of("overflow to zero", shape("(4294967296, 4294967296, 0)"), "shape", "beyond 2^63"),
                Arguments.of("beyond long", shape("(99999999999999999999,)"), "shape", "no size"),
                Arguments.of("negative dim", shape("(-1,)"), "shape", "an axis of -1"),
                Arguments.of("two negative dims", shape("(-1, -1)"), "shape", "an axis of -1"),
                Arguments.of("a number as shape", shape("(1)"), "shape", "','"),
                Arguments.of("a list as shape", shape("[1]"), "shape", "'('"),
                Arguments.of("no digits", shape("(a,)"), "shape", "no size"),
                Arguments.of("a hundred axes", shape("(" + "1, ".repeat(100) + ")"), "shape", "32 axes"),
                Arguments.of("trailing bytes", sound(new byte[5]), "data", "trailing"),
                Arguments.of("truncated data", sound(new byte[3]), "data", "truncated"),
                Arguments.of("no data", sound(), "data", "truncated"),
                Arguments.of("big-endian", type("'>f4'"), "descr", "big-endian"),
                Arguments.of("objects", type("'|O'"), "descr", "unpickled"),
                Arguments.of("structured", type("[('a', '<f4')]"), "descr", "structured"),
                Arguments.of("float16", type("'<f2'"), "descr", "<f8"),
                Arguments.of("complex", type("'<c8'"), "descr", "unknown"),
                Arguments.of("control characters", type("'\u0007\r'"), "descr", "'??'"),
                Arguments.of("type without quotes", type("float"), "descr", "quoted"),
                Arguments.of(
                        "Fortran order",
                        NpyFiles.bytes("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", four),
                        "fortran_order",
                        "Fortran"),
                Arguments.of(
                        "order not a boolean",
                        NpyFiles.bytes("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", four),
                        "fortran_order",
                        "neither"),
                Arguments.of("unknown key", NpyFiles.bytes("{'eval': '1', }", four), "header", "unknown key 'eval'"),
                Arguments.of("key twice", NpyFiles.bytes("{'descr': '<f4', 'descr': '<f4', }", four), "descr", "twice"),
                Arguments.of("empty dict", NpyFiles.bytes("{}", four), "descr", "missing"),
                Arguments.of(
                        "no shape",
                        NpyFiles.bytes("{'descr': '<f4', 'fortran_order': False}", four),
                        "shape",
                        "missing"),
                Arguments.of("not a dict", NpyFiles.bytes("exit()", four), "header", "'{'"),
                Arguments.of("open dict", NpyFiles.bytes("{'descr': '<f4'", four), "header", "'}'"),
                Arguments.of("open text", NpyFiles.bytes("{'descr", four), "header", "does not end"),
                Arguments.of(
                        "text after the dict",
                        NpyFiles.bytes(NpyFiles.header("<f4", "(1,)").strip() + ";", four),
                        "header",
                        "after the closing"),
                Arguments.of("not ASCII", NpyFiles.bytes(NpyFiles.header("<f\u00e9", "(1,)"), four), "header", "ASCII"),
                Arguments.of("version 3", NpyFiles.bytes(3, NpyFiles.header("<f4", "(1,)"), four), "version", "3.0"),
                Arguments.of("header of 4 GB", headerOf(0xFFFFFFFF), "header length", "at most"),
                Arguments.of("header longer than the file", headerOf(1000), "header length", "promises 1000"),
                Arguments.of("another kind of file", "PK\3\4 and more text".getBytes(), "magic", "not a .npy"),
                Arguments.of(
                        "a gzip bomb's beginning",
                        new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0},
                        "magic",
                        "not a .npy"),
                Arguments.of("empty file", new byte[0], "magic", "ends after 0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileFilesAreRefusedByFieldBeforeAnythingLargeIsAllocated(
            String name, byte[] bytes, String field, String why) throws IOException {
        Path file = NpyFiles.write(folder, bytes);
        assertThrows(NpyException.class, () -> NpyHeader.read(file));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        NpyException refusal = assertThrows(NpyException.class, () -> Npy.read(file));
        long nanos = System.nanoTime() - start;
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(field, refusal.field(), refusal.getMessage());
        assertTrue(refusal.why().contains(why), refusal.getMessage());
        assertEquals(file.toString(), refusal.file());
        assertTrue(refusal.offset() >= 0 && refusal.offset() <= bytes.length, refusal.getMessage());
        assertTrue(refusal.getMessage().startsWith(file + ": " + field + " at byte " + refusal.offset()));
        assertEquals(1, refusal.getMessage().lines().count());
        assertTrue(allocated < 1 << 20, allocated + " bytes allocated");
        assertTrue(nanos < 1_000_000_000, nanos + " ns");
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        byte[] whole = whole();
        for (int length = 0; length < whole.length; length++) {
            Path file = NpyFiles.write(folder, Arrays.copyOf(whole, length));
            assertThrows(NpyException.class, () -> Npy.read(file), "cut to " + length);
        }
    }

    @Test
    void aFlippedBitInTheHeaderIsReadOrRefusedAndNothingElse() throws IOException {
        byte[] whole = whole();
        int header = whole.length - 24;
        int refused = 0;
        for (int bit = 0; bit < 8 * header; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertEquals(6, Npy.read(NpyFiles.write(folder, flipped)).length);
            } catch (NpyException expected) {
                refused++;
            }
        }
        assertTrue(refused > 7 * (header / 2), refused + " of " + 8 * header);
    }

    @Test
    void twoFilesJoinedAtAnyPlaceAreReadOrRefusedAndNothingElse() throws IOException {
        byte[] whole = whole();
        byte[] other = NpyFiles.bytes(2, "{'shape': (4, 3), 'fortran_order': False, 'descr': '|u1'}", new byte[12]);
        for (int cut = 0; cut < Math.min(whole.length, other.length); cut++) {
            byte[] joined = other.clone();
            System.arraycopy(whole, 0, joined, 0, cut);
            try {
                Npy.read(NpyFiles.write(folder, joined));
            } catch (NpyException expected) {
                assertEquals(1, expected.getMessage().lines().count());
            }
        }
    }

    @Test
    void whatIsNoRegularFileIsRefused() {
        assertEquals(
                "not a regular file",
                assertThrows(NpyException.class, () -> Npy.read(folder)).why());
        Path absent = folder.resolve("absent.npy");
        assertEquals(
                "there is no such file",
                assertThrows(NpyException.class, () -> Npy.read(absent)).why());
    }

    @Test
    void anHonestFileBeyondOneArrayIsRefusedBeforeItIsAllocated() throws IOException {
        byte[] header = NpyFiles.bytes(NpyFiles.header("|u1", "(2147483648,)"));
        Path file = NpyFiles.write(folder, header);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(header.length + 2147483648L - 1).write(ByteBuffer.wrap(new byte[1]));
        }
        assertEquals(1L << 31, NpyHeader.read(file).elements());
        NpyException refusal = assertThrows(NpyException.class, () -> Npy.read(file));
        assertEquals("shape", refusal.field());
        Files.delete(file);
    }

    private byte[] whole() throws IOException {
        Path file = folder.resolve("whole.npy");
        Npy.write(file, new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6});
        return Files.readAllBytes(file);
    }

    private static byte[] shape(String shape) {
        return NpyFiles.bytes(NpyFiles.header("<f4", shape), new byte[4]);
    }

    private static byte[] sound(byte... data) {
        return NpyFiles.bytes(NpyFiles.header("<f4", "(1,)"), data);
    }

    private static byte[] type(String descr) {
        return NpyFiles.bytes("{'descr': " + descr + ", 'fortran_order': False, 'shape': (1,), }", new byte[4]);
    }

    private static byte[] headerOf(int length) {
        byte[] bytes = NpyFiles.bytes(2, NpyFiles.header("<f4", "(1,)"), new byte[4]);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, length);
        return bytes;
    }
}
