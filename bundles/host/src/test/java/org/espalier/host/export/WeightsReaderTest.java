package org.espalier.host.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.host.store.Tensor;
import org.espalier.host.training.GivenWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeightsReaderTest {
    private static final long MOST_BYTES = 16L << 20;

    @TempDir
    Path folder;

    private static Weights sample() {
        Map<String, Tensor.Floats> tensors = new LinkedHashMap<>();
        tensors.put("layer0.weight", new Tensor.Floats(new int[] {2, 3}, new float[] {1, -0f, 3, 4, 5, 6}));
        tensors.put("bias", new Tensor.Floats(new int[] {2}, new float[] {7, 8}));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("espalier-weights", "1");
        texts.put("run", "darcy/1");
        texts.put("dims", "{\"layer0.modes\":3}");
        texts.put("normaliser", "{\"input\":{\"mean\":[0.1],\"std\":[2.0]},\"target\":{\"mean\":[1],\"std\":[3]}}");
        return new Weights(tensors, texts);
    }

    private static byte[] bytes(Weights weights, WeightsFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        weights.write(format, out);
        return out.toByteArray();
    }

    /** A good file with texts in place of others of the same length, so that all offsets hold. */
    private static byte[] replaced(WeightsFormat format, String from, String to) throws IOException {
        String latin = new String(bytes(sample(), format), StandardCharsets.ISO_8859_1);
        assertTrue(latin.contains(from) && from.length() == to.length(), from);
        return latin.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] with(String name, String text) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>(sample().texts());
        texts.put(name, text);
        return bytes(new Weights(sample().tensors(), texts), WeightsFormat.SAFETENSORS);
    }

    private static byte[] header(long length, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }

    private static byte[] header(String json) {
        return header(json.length(), json);
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("w.npy"));
            for (int i = 0; i < 64; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(WeightsFormat.class)
    void whatWasWrittenComesBack(WeightsFormat format) throws IOException {
        GivenWeights read = WeightsReader.read(Files.write(folder.resolve("w"), bytes(sample(), format)));
        assertEquals(Map.of("layer0.modes", 3), read.dims());
        assertArrayEquals(
                new float[] {1, -0f, 3, 4, 5, 6},
                read.arrays().get("layer0.weight").values());
        assertArrayEquals(new int[] {2, 3}, read.arrays().get("layer0.weight").shape());
        assertArrayEquals(new double[] {.1}, read.normaliser().orElseThrow().inputMean());
        assertArrayEquals(new double[] {3}, read.normaliser().orElseThrow().targetStd());
    }

    /** Name, bytes, field and a part of the reason of files that time or hands have changed. */
    static Stream<Arguments> damaged() throws IOException {
        byte[] safetensors = bytes(sample(), WeightsFormat.SAFETENSORS);
        byte[] npz = bytes(sample(), WeightsFormat.NPZ);
        byte[] flipped = safetensors.clone();
        flipped[flipped.length - 2] ^= 1;
        return Stream.of(
                Arguments.of("nothing", new byte[0], "offset 0", "ends after 0 bytes"),
                Arguments.of(
                        "a picture",
                        "\u0089PNG 0123456789".getBytes(StandardCharsets.ISO_8859_1),
                        "offset 0",
                        "is no safetensors file"),
                Arguments.of(
                        "truncated", Arrays.copyOf(safetensors, safetensors.length - 5), "offset", "the file holds"),
                Arguments.of("truncated .npz", Arrays.copyOf(npz, npz.length - 5), "end of the index", "truncated"),
                Arguments.of("a bit of a weight", flipped, "checksum", "is not that of what the file holds"),
                Arguments.of(
                        "a size changed by hand",
                        replaced(WeightsFormat.SAFETENSORS, "layer0.modes\\\":3", "layer0.modes\\\":4"),
                        "checksum",
                        "it was damaged or changed"),
                Arguments.of(
                        "a text of an .npz",
                        replaced(WeightsFormat.NPZ, "darcy/1", "darcy/2"),
                        "__metadata__ at byte",
                        "CRC-32"),
                Arguments.of("newer", with("espalier-weights", "2"), "espalier-weights", "reads at most 1"),
                Arguments.of(
                        "newest", with("espalier-weights", "9".repeat(40)), "espalier-weights", "reads at most 1"));
    }

    /** Likewise of files that somebody wrote to do harm. */
    static Stream<Arguments> crafted() throws IOException {
        String entry = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        return Stream.of(
                Arguments.of("a header of 2^60 bytes", header(1L << 60, "{}"), "offset 0", "1152921504606846976"),
                Arguments.of("a header below zero", header(-1, "{}"), "offset 0", "18446744073709551615"),
                Arguments.of(
                        "2^60 entries",
                        header("{\"w\":{\"dtype\":\"F32\",\"shape\":[1152921504606846976],\"data_offsets\":[0,8]}}"),
                        "w.shape",
                        "more than 2147483647"),
                Arguments.of(
                        "one name twice", header("{\"w\":" + entry + ",\"w\":" + entry + "}"), "header", "Duplicate"),
                Arguments.of(
                        "one place twice",
                        header("{\"v\":" + entry + ",\"w\":" + entry + "}"),
                        "w.data_offsets",
                        "begins at 0"),
                Arguments.of(
                        "half precision",
                        header(entry.replace("{\"dtype\":\"F32", "{\"w\":{\"dtype\":\"F16") + "}"),
                        "w.dtype",
                        "F16"),
                Arguments.of(
                        "doubles",
                        header("{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}"),
                        "w",
                        "weights are F32"),
                Arguments.of("a bomb", bomb(), "w at byte", "is compressed"),
                Arguments.of(
                        "a path upwards",
                        replaced(WeightsFormat.NPZ, "layer0.weight", "../../../oops"),
                        "index at byte",
                        "lead out"),
                Arguments.of("sizes that are none", with("dims", "{\"hidden\":-1}"), "dims.hidden", "-1 is no size"),
                Arguments.of("sizes that are no JSON", with("dims", "[1"), "dims", "no JSON object"),
                Arguments.of(
                        "a normaliser without deviations",
                        with("normaliser", "{\"input\":{\"mean\":[1]}}"),
                        "normaliser.input.std",
                        "is missing"),
                Arguments.of(
                        "a deviation of zero",
                        with("normaliser", "{\"input\":{\"mean\":[1],\"std\":[0]}}"),
                        "normaliser.input.std",
                        "0 is no deviation"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"damaged", "crafted"})
    void isRefusedAtOnceInLittleMemoryWithFileFieldAndReason(String name, byte[] bytes, String field, String reason)
            throws IOException {
        Path file = Files.write(folder.resolve("weights"), bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] used = new long[1];
        WeightsException refused = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            WeightsException thrown = assertThrows(WeightsException.class, () -> WeightsReader.read(file));
            used[0] = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            return thrown;
        });
        assertEquals(file.toString(), refused.file());
        assertTrue(refused.field().startsWith(field), refused::getMessage);
        assertTrue(refused.why().contains(reason), refused::getMessage);
        assertTrue(used[0] < MOST_BYTES, used[0] + " bytes");
    }

    @Test
    void aFolderOrALinkToNowhereIsNoFile() throws IOException {
        assertEquals(
                "is neither a file nor a checkpoint",
                assertThrows(WeightsException.class, () -> WeightsReader.read(folder))
                        .why());
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));
        assertEquals(
                "there is no such file",
                assertThrows(WeightsException.class, () -> WeightsReader.read(link))
                        .why());
        Path good = Files.write(folder.resolve("w"), bytes(sample(), WeightsFormat.NPZ));
        Path linked = Files.createSymbolicLink(folder.resolve("good"), good);
        assertEquals(2, WeightsReader.read(linked).arrays().size());
    }
}
