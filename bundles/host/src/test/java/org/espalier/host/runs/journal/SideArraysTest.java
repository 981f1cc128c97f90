package org.espalier.host.runs.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.host.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideArraysTest {
    private static final int LONG = 5000;

    @TempDir
    Path folder;

    private static float[] array(int length) {
        float[] array = new float[length];
        for (int i = 0; i < length; i++) {
            array[i] = (float) Math.sin(i);
        }
        array[0] = -0.0f;
        array[1] = Float.intBitsToFloat(0x7fc12345);
        array[2] = Float.MIN_VALUE;
        return array;
    }

    private static int[] bits(Object array) {
        float[] floats = (float[]) array;
        int[] bits = new int[floats.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(floats[i]);
        }
        return bits;
    }

    @Test
    void everyBitComesBackFromALineAndFromAFileBesideIt() throws Exception {
        SideArrays arrays = new SideArrays(folder);
        for (int length : List.of(4, LONG)) {
            Map<String, Object> line = Map.of("ops", List.of(Map.of("values", array(length))), "step", 7);
            String text = Json.line(arrays.written(line));
            assertTrue(text.length() < 200, "a line stays one that people read");
            Map<?, ?> back = arrays.read(Json.parse(text));
            Map<?, ?> op = (Map<?, ?>) ((List<?>) back.get("ops")).get(0);
            assertArrayEquals(bits(array(length)), bits(op.get("values")));
            assertEquals(7, back.get("step"));
        }
        try (var files = Files.list(folder.resolve("arrays"))) {
            assertEquals(1, files.count(), "the short one stands in its line");
        }
    }

    @Test
    void anArrayThatWasChangedOrIsNamedOtherwiseIsRefused() throws Exception {
        SideArrays arrays = new SideArrays(folder);
        Map<String, Object> line = arrays.written(Map.of("values", array(LONG)));
        Path file;
        try (var files = Files.list(folder.resolve("arrays"))) {
            file = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((1L << 30) + 4);
        }
        assertEquals(
                file + ": has 1073741828 bytes; such a file has at most 1073741824",
                assertThrows(IOException.class, () -> arrays.read(line)).getMessage());
        bytes[9] ^= 1;
        Files.write(file, bytes);
        assertEquals(
                file + ": is not what the journal's line was written with",
                assertThrows(IOException.class, () -> arrays.read(line)).getMessage());
        assertEquals(
                "an array of the journal is named by no SHA-256",
                assertThrows(IOException.class, () -> arrays.read(Map.of("v", Map.of("f32-sha256", "../../x"))))
                        .getMessage());
        assertEquals(
                "an array of the journal is no base64",
                assertThrows(IOException.class, () -> arrays.read(Map.of("v", Map.of("f32", "%%"))))
                        .getMessage());
    }

    @Test
    void aCopyHasWhatTheOriginalHad() throws Exception {
        SideArrays arrays = new SideArrays(folder);
        Map<String, Object> line = arrays.written(Map.of("values", array(LONG)));
        Path other = Files.createDirectory(folder.resolve("other"));
        SideArrays copy = new SideArrays(other);
        copy.copy(folder);
        assertArrayEquals(bits(array(LONG)), bits(copy.read(line).get("values")));
    }
}
