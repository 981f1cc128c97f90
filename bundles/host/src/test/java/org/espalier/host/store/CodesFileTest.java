package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.EntryKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodesFileTest {
    private static final float[] TABLE = {0, 1, 2, 4, 8};

    @TempDir
    Path folder;

    private static float[] times(float factor) {
        float[] table = TABLE.clone();
        for (int i = 0; i < table.length; i++) {
            table[i] *= factor;
        }
        return table;
    }

    private static SavedParameter coded(int[] codes, int[] groups, float[]... tables) {
        SavedCodes saved = new SavedCodes(codes, groups, tables);
        return new SavedParameter(
                EntryKind.TRAINED,
                new int[] {codes.length},
                saved.values(),
                List.of(),
                List.of(),
                List.of(),
                new double[0],
                new double[] {0.5, 0.25},
                Optional.of(saved));
    }

    private static Map<String, SavedParameter> parameters() {
        Map<String, SavedParameter> all = new LinkedHashMap<>();
        all.put("w", coded(new int[] {4, 0, 1, 3, 2}, new int[] {0, 0, 0, 1, 1}, TABLE, times(0.25f)));
        all.put("v", coded(new int[] {1, 1}, new int[] {0, 0}, times(1024)));
        all.put("third", coded(new int[] {3}, new int[] {0}, times(3)));
        all.put(
                "plain",
                new SavedParameter(
                        EntryKind.FROZEN,
                        new int[] {2},
                        new float[] {0.1f, 0.2f},
                        List.of(),
                        List.of(),
                        List.of(),
                        new double[0]));
        return all;
    }

    private static SavedCodes read(Map<String, Tensor> file, String name, int count) throws Exception {
        return CodesFile.codes(file, name, count).orElseThrow();
    }

    @Test
    void codesComeBackWithTheirValuesAndScales() throws Exception {
        Map<String, Tensor> file = CodesFile.write(parameters());
        for (String name : List.of("w", "v", "third")) {
            SavedParameter saved = parameters().get(name);
            SavedCodes codes = read(file, name, saved.values().length);
            assertArrayEquals(saved.codes().orElseThrow().codes(), codes.codes());
            assertArrayEquals(saved.values(), codes.values());
            assertArrayEquals(saved.scales(), CodesFile.scales(file, name));
        }
        assertEquals(Optional.empty(), CodesFile.codes(file, "plain", 2));
        assertEquals(0, CodesFile.scales(file, "plain").length);
    }

    @Test
    void fiveValuesTakeThreeBitsAndTablesThatDifferByPowersOfTwoAreOne() {
        Map<String, Tensor> file = CodesFile.write(parameters());
        assertEquals(2, file.get("w#codes").length(), "fifteen bits");
        assertTrue(file.containsKey("#1"), "three is no power of two");
        assertFalse(file.containsKey("#2"));
    }

    @Test
    void tablesWithInfinitiesAndTheSmallestNumbersKeepEveryBit() throws Exception {
        float[] odd = {0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN};
        SavedCodes saved = new SavedCodes(new int[] {0, 1, 2, 3, 4, 5}, new int[6], new float[][] {odd});
        Map<String, Tensor> file = CodesFile.write(Map.of("odd", coded(saved.codes(), saved.groups(), odd)));
        assertTrue(SameBits.of(odd, read(file, "odd", 6).values()));
    }

    @Test
    void whatHasNoCodesIsWrittenAsBefore() {
        Map<String, SavedParameter> plain = parameters();
        plain.keySet().removeIf(name -> !name.equals("plain"));
        assertEquals(Map.of(), CodesFile.write(plain));
    }

    @Test
    void codesThatDoNotFitTheirParameterAreRefused() {
        Map<String, Tensor> file = CodesFile.write(parameters());
        assertEquals(
                "codes.safetensors: corrupt: w#groups is of 5 entries, not of 6",
                assertThrows(CheckpointException.class, () -> read(file, "w", 6))
                        .getMessage());
        file.put("w#codes", new Tensor.Bytes(new int[] {2}, new byte[] {-1, -1}));
        assertEquals(
                "codes.safetensors: corrupt: w: the code 7 of group 0 has no value",
                assertThrows(CheckpointException.class, () -> read(file, "w", 5))
                        .getMessage());
        file.remove("#0");
        assertEquals(
                "codes.safetensors: corrupt: holds no #0",
                assertThrows(CheckpointException.class, () -> read(file, "w", 5))
                        .getMessage());
    }

    @Test
    void aFileOfBytesComesBackFromDisk() throws Exception {
        Map<String, Tensor> file = CodesFile.write(parameters());
        Path path = folder.resolve("codes.safetensors");
        try (var out = Files.newOutputStream(path)) {
            new TensorFile(file, Map.of()).write(out);
        }
        assertEquals(file, TensorFile.read(path).tensors());
    }
}
