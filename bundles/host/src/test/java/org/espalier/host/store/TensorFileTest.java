package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFileTest {
    @TempDir
    Path dir;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(dir.resolve("x.safetensors"), bytes);
    }

    private static byte[] bytes(TensorFile content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.write(out);
        return out.toByteArray();
    }

    private static byte[] bytes(String header, int entries) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + entries)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private TensorFileException refusal(byte[] bytes) throws IOException {
        Path file = file(bytes);
        return assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThrows(TensorFileException.class, () -> TensorFile.read(file)));
    }

    private static TensorFile everyType() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        float[] large = new float[40_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = Float.intBitsToFloat(i * 0x9E3779B9);
        }
        tensors.put("z.floats", new Tensor.Floats(new int[] {200, 200}, large));
        tensors.put("doubles", new Tensor.Doubles(new int[] {2}, new double[] {Snapshots.ODD_NAN, -0.0}));
        tensors.put("ints", new Tensor.Ints(new int[] {1, 3}, new int[] {1, -2, Integer.MIN_VALUE}));
        tensors.put("longs é", new Tensor.Longs(new int[] {}, new long[] {Long.MIN_VALUE}));
        tensors.put("none", new Tensor.Floats(new int[] {0, 5}, new float[0]));
        return new TensorFile(tensors, Map.of("run", "darcy/1"));
    }

    @Test
    void everyTypeAndShapeComesBackBitForBitInOrder() throws IOException {
        TensorFile read = TensorFile.read(file(bytes(everyType())));
        assertEquals(everyType(), read);
        assertEquals(
                List.copyOf(everyType().tensors().keySet()),
                List.copyOf(read.tensors().keySet()));
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        byte[] bytes =
                bytes(new TensorFile(Map.of("w", new Tensor.Floats(new int[] {1, 2}, new float[] {1, -2})), Map.of()));
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        ByteBuffer expected = ByteBuffer.wrap(bytes(padded, 8)).order(ByteOrder.LITTLE_ENDIAN);
        expected.putFloat(8 + padded.length(), 1).putFloat(12 + padded.length(), -2);
        assertEquals(Arrays.toString(expected.array()), Arrays.toString(bytes));
    }

    @Test
    void tensorsMayLieInAnotherOrderThanTheHeaderNamesThem() throws IOException {
        String header = "{\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                + "\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        byte[] bytes = bytes(header, 8);
        bytes[bytes.length - 8] = 1;
        bytes[bytes.length - 4] = 2;
        TensorFile read = TensorFile.read(file(bytes));
        assertEquals(
                new Tensor.Ints(new int[] {1}, new int[] {2}), read.tensors().get("b"));
        assertEquals(List.of("b", "a"), List.copyOf(read.tensors().keySet()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "F32 | [2] | [0,8] | 9 | offset 8 of the entries",
                "F32 | [2] | [0,8] | 7 | offset 8 of the entries",
                "F32 | [3] | [0,8] | 8 | w.data_offsets",
                "F64 | [2] | [0,8] | 8 | w.data_offsets",
                "F32 | [2] | [1,9] | 9 | w.data_offsets",
                "F32 | [2] | [8,0] | 8 | w.data_offsets",
                "F32 | [2] | [0] | 8 | w.data_offsets",
                "F32 | [2] | [0,8,9] | 8 | w.data_offsets",
                "F32 | [2] | [0,\"8\"] | 8 | w.data_offsets",
                "F32 | [2] | [0,8.0] | 8 | w.data_offsets",
                "F32 | [2] | [-8,0] | 8 | w.data_offsets",
                "F32 | [-2] | [0,8] | 8 | w.shape",
                "F32 | [1152921504606846976] | [0,4611686018427387904] | 8 | w.shape",
                "F32 | [4294967296,4294967296] | [0,0] | 0 | w.shape",
                "F32 | [65536,65536] | [0,17179869184] | 0 | w.shape",
                "F32 | [2147483647,3,2147483647] | [0,8] | 8 | w.shape",
                "F32 | [99999999999999999999] | [0,8] | 8 | w.shape",
                "F32 | [2147483647] | [0,8589934588] | 8 | offset 8589934588 of the entries",
                "F32 | {} | [0,8] | 8 | w.shape",
                "F16 | [4] | [0,8] | 8 | w.dtype",
                "f32 | [2] | [0,8] | 8 | w.dtype",
            })
    void aHeaderThatDoesNotFitTheFileIsRefusedWithItsField(
            String type, String shape, String offsets, int entries, String where) throws IOException {
        String header = "{\"w\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}".formatted(type, shape, offsets);
        TensorFileException refusal = refusal(bytes(header, entries));
        assertEquals(where, refusal.where());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]",
                "{",
                " {}",
                "null",
                "{} x",
                "{}{}",
                "{'w': 1}",
                "{\"w\": 1}",
                "{\"w\": {}}",
                "{\"__metadata__\": {\"a\": 1}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4],\"more\":1}}",
                "{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4,8]}}",
                "{\"v\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
                "{\"v\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}",
            })
    void whatIsNoHeaderIsRefused(String header) throws IOException {
        refusal(bytes(header, 8));
        refusal(bytes(header, 12));
    }

    @Test
    void aHeaderLengthIsNeverBelieved() throws IOException {
        for (long length :
                new long[] {-1, 0, 1, 9, 4L << 30, Long.MAX_VALUE, Long.MIN_VALUE, TensorReader.LARGEST_HEADER + 1}) {
            byte[] bytes = ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertEquals("offset 0", refusal(bytes).where());
        }
        assertEquals("offset 0", refusal(new byte[7]).where());
        assertEquals("offset 0", refusal(new byte[0]).where());
    }

    @Test
    void aDeepHeaderIsRefused() throws IOException {
        refusal(bytes("{\"w\":" + "[".repeat(500_000), 0));
    }

    @Test
    void everyTruncationAndManyFlippedBitsAreRefusedOrReadWithinTheFile() throws IOException {
        byte[] whole = bytes(
                new TensorFile(Map.of("w", new Tensor.Floats(new int[] {4, 4}, new float[16])), Map.of("step", "3")));
        for (int cut = 0; cut < whole.length; cut++) {
            refusal(Arrays.copyOf(whole, cut));
        }
        refusal(Arrays.copyOf(whole, whole.length + 1));
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            int flips = 1 + random.nextInt(4);
            for (int f = 0; f < flips; f++) {
                damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                TensorFile.read(file(damaged));
            } catch (TensorFileException e) {
                refused++;
            }
        }
        assertTrue(refused > 500, refused + " refused");
    }

    /** An object whose reading would be noticed. */
    private static final class Trap implements Serializable {
        static boolean sprung;

        private void readObject(ObjectInputStream in) {
            sprung = true;
        }
    }

    @Test
    void aSerialisedObjectIsRefusedAndNeverMade() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Trap());
        }
        refusal(bytes.toByteArray());
        refusal(bytes(bytes.toString(StandardCharsets.ISO_8859_1), 8));
        assertFalse(Trap.sprung);
    }

    @Test
    void aTensorMustFitItsShapeAndItsNameTheFormat() {
        assertThrows(IllegalArgumentException.class, () -> new Tensor.Floats(new int[] {3}, new float[2]));
        Map<String, Tensor> reserved = Map.of("__metadata__", new Tensor.Floats(new int[0], new float[1]));
        assertThrows(IllegalArgumentException.class, () -> new TensorFile(reserved, Map.of()));
    }
}
