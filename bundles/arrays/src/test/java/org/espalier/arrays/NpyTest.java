package org.espalier.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBackBitForBit() throws IOException {
        // More than one chunk, and not a whole number of them.
        float[] values = new float[3 * 200_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        values[1] = Float.NaN;
        values[2] = Float.NEGATIVE_INFINITY;
        values[3] = -0f;
        values[4] = Float.MIN_VALUE;
        Path file = folder.resolve("a.npy");
        Npy.write(file, new int[] {3, 200_001}, values);

        assertArrayEquals(values, Npy.read(file));
        NpyHeader header = NpyHeader.read(file);
        assertArrayEquals(new long[] {3, 200_001}, header.shape());
        assertEquals(NpyType.FLOAT32, header.type());
        assertEquals(values.length, header.elements());
        assertEquals(0, header.dataAt() % 64);
        assertEquals(List.of("a.npy"), names());
    }

    @Test
    void theHeaderIsTheOneThatNumPyWrites() throws IOException {
        Npy.write(folder.resolve("a.npy"), new int[] {2}, new float[] {1, 2});
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("a.npy"))).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(128 + 8, bytes.capacity());
        assertEquals(118, bytes.getShort(8));
        String text = new String(bytes.array(), 10, 118, StandardCharsets.US_ASCII);
        assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", text.strip());
        assertEquals('\n', text.charAt(117));
        assertEquals(2f, bytes.getFloat(132));
    }

    @Test
    void everyElementTypeIsReadAsFloat() throws IOException {
        assertArrayEquals(new float[] {0, 255}, read("|u1", new byte[] {0, (byte) 255}));
        assertArrayEquals(
                new float[] {-1, 1 << 30}, read("<i4", buffer(8).putInt(-1).putInt(1 << 30)));
        assertArrayEquals(
                new float[] {-2, 1L << 40}, read("<i8", buffer(16).putLong(-2).putLong(1L << 40)));
        assertArrayEquals(
                new float[] {0.1f, Float.POSITIVE_INFINITY},
                read("<f8", buffer(16).putDouble(0.1).putDouble(1e300)));
        assertArrayEquals(
                new float[] {0.5f, -3}, read("<f4", buffer(8).putFloat(0.5f).putFloat(-3)));
    }

    @Test
    void formatTwoAndOtherSpellingsAreRead() throws IOException {
        byte[] one = buffer(4).putFloat(7).array();
        String header = "{\"shape\":(1,1),\"fortran_order\":False,\"descr\":\"<f4\"}";
        assertArrayEquals(new float[] {7}, Npy.read(NpyFiles.write(folder, NpyFiles.bytes(2, header, one))));
        assertArrayEquals(
                new float[] {7}, Npy.read(NpyFiles.write(folder, NpyFiles.bytes(NpyFiles.header("<f4", "()"), one))));
        assertEquals(0, Npy.read(NpyFiles.write(folder, NpyFiles.bytes(NpyFiles.header("<f4", "(0, 5)")))).length);
    }

    @Test
    void rowsAreReadWithoutTheOthers() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, new int[] {3, 2}, new float[] {0, 1, 2, 3, 4, 5});
        assertArrayEquals(new float[] {2, 3, 4, 5}, Npy.read(file, 1, 2));
        assertEquals(0, Npy.read(file, 3, 0).length);
        NpyException refusal = assertThrows(NpyException.class, () -> Npy.read(file, 2, 2));
        assertEquals("rows 2 to 3 wanted, there are 3", refusal.why());
        assertThrows(NpyException.class, () -> Npy.read(file, Long.MAX_VALUE, 1));
    }

    @Test
    void theFirstValueThatIsNotFiniteIsRefusedByItsIndexInTheFile() throws IOException {
        // In the second chunk, so that its number there is not its number in the file.
        float[] values = new float[3 * 200_001];
        values[2 * 200_001 + 5] = Float.NEGATIVE_INFINITY;
        values[2 * 200_001 + 6] = Float.NaN;
        Path file = folder.resolve("a.npy");
        Npy.write(file, new int[] {3, 200_001}, values);
        NpyException refusal = assertThrows(NpyException.class, () -> Npy.checkFinite(file, 1, 2));
        assertEquals(
                file + ": data at byte " + (128 + 4 * (2 * 200_001 + 5))
                        + ": value [2, 5] is -Infinity; every value must be finite: mend it or leave its sample out",
                refusal.getMessage());
        assertEquals(
                refusal.getMessage(),
                assertThrows(NpyException.class, () -> Npy.readFinite(file)).getMessage());
        assertEquals(
                refusal.getMessage(),
                assertThrows(NpyException.class, () -> Npy.readFinite(file, 2, 1))
                        .getMessage());
        Npy.checkFinite(file, 0, 2);
        assertEquals(2 * 200_001, Npy.readFinite(file, 0, 2).length);
        assertThrows(NpyException.class, () -> Npy.checkFinite(file, 2, 2));
    }

    @Test
    void aDoubleBeyondFloatsRangeIsNoFiniteFloat() throws IOException {
        byte[] data = buffer(24).putDouble(1).putDouble(-1e300).putDouble(0).array();
        Path file = NpyFiles.write(folder, NpyFiles.bytes(NpyFiles.header("<f8", "(3,)"), data));
        NpyException refusal = assertThrows(NpyException.class, () -> Npy.checkFinite(file, 0, 3));
        assertEquals(
                "value [1] is -1.0E300, beyond float32's range", refusal.why().split(";")[0]);
        byte[] bytes = new byte[3];
        Arrays.fill(bytes, (byte) -1);
        Npy.checkFinite(NpyFiles.write(folder, NpyFiles.bytes(NpyFiles.header("|u1", "(3,)"), bytes)), 0, 3);
    }

    @Test
    void aCheckTakesAsMuchMemoryForALargeFileAsForASmallOne() throws IOException {
        byte[] header = NpyFiles.bytes(NpyFiles.header("<f4", "(16777216, 4)"));
        Path file = NpyFiles.write(folder, header);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(header.length + (256L << 20) - 1).write(ByteBuffer.wrap(new byte[1]));
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Npy.checkFinite(file, 0, 16_777_216);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1 << 20, allocated + " bytes allocated");
        Files.delete(file);
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, new int[] {1}, new float[] {1});
        assertThrows(
                IOException.class,
                () -> WholeFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[100]));
                    throw new IOException("disk full");
                }));
        assertArrayEquals(new float[] {1}, Npy.read(file));
        assertEquals(List.of("a.npy"), names());
    }

    @Test
    void anInterruptedWriteLeavesNothing() throws IOException {
        Thread.currentThread().interrupt();
        assertThrows(
                ClosedByInterruptException.class,
                () -> Npy.write(folder.resolve("a.npy"), new int[] {4}, new float[4]));
        assertEquals(true, Thread.interrupted());
        assertEquals(List.of(), names());
    }

    @Test
    void aShapeThatDoesNotHoldTheValuesIsRefused() {
        Path file = folder.resolve("a.npy");
        assertThrows(IllegalArgumentException.class, () -> Npy.write(file, new int[] {2, 2}, new float[5]));
        assertThrows(IllegalArgumentException.class, () -> Npy.write(file, new int[] {-2, -2}, new float[4]));
    }

    @Test
    void theChecksumIsTheStandardOne() throws IOException {
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertEquals(empty, Sha256.of(new byte[0]));
        assertEquals(empty, Sha256.of(Files.createFile(folder.resolve("empty"))));
        byte[] zeros = new byte[1_000_000];
        assertEquals(Sha256.of(zeros), Sha256.of(Files.write(folder.resolve("zeros"), zeros)));
    }

    private float[] read(String descr, ByteBuffer data) throws IOException {
        return read(descr, data.array());
    }

    private float[] read(String descr, byte[] data) throws IOException {
        return Npy.read(NpyFiles.write(folder, NpyFiles.bytes(NpyFiles.header(descr, "(2,)"), data)));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
