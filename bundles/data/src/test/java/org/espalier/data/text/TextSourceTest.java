package org.espalier.data.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.text.TextSource.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourceTest {
    @TempDir
    Path base;

    private static Settings of(String file, int context, int stride, double validation, double test) {
        return new Settings(file, "", "", Vocabulary.BYTES, context, stride, validation, test, 5000, 1);
    }

    private Dataset open(Settings settings) throws Exception {
        return new TextSource().open(settings, new Folder(base, Files.createDirectories(base.resolve("cache"))));
    }

    private record Folder(Path base, Path cache) implements DataContext {
        @Override
        public int threads() {
            return 1;
        }

        @Override
        public void progress(String what, long done, long total) {}
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(base.resolve(name), bytes);
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (7 * i);
        return bytes;
    }

    private static float[][] sample(Dataset data, Split split, int index) {
        int context = data.inputShape(data.dims())[0];
        float[] input = new float[context];
        float[] target = new float[context];
        data.read(split, index, data.dims(), input, 0, target, 0);
        return new float[][] {input, target};
    }

    /** All targets of a split, one sample behind the other. */
    private static byte[] predicted(Dataset data, Split split) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < data.count(split); i++) {
            for (float token : sample(data, split, i)[1]) all.write((int) token);
        }
        return all.toByteArray();
    }

    @Test
    void aTargetIsTheByteAfterEachOfTheInput() throws Exception {
        byte[] bytes = counting(1000);
        write("text", bytes);
        try (Dataset data = open(of("text", 16, 0, 0.2, 0.1))) {
            for (int i = 0; i < data.count(Split.TRAIN); i++) {
                float[][] sample = sample(data, Split.TRAIN, i);
                for (int k = 0; k < 16; k++) {
                    assertEquals(bytes[16 * i + k] & 0xFF, sample[0][k]);
                    assertEquals(bytes[16 * i + k + 1] & 0xFF, sample[1][k]);
                }
            }
        }
    }

    @Test
    void everyByteOfASplitButItsFirstIsPredictedOnceAndTheSplitsFollowOneAnother() throws Exception {
        byte[] bytes = counting(1000);
        write("text", bytes);
        try (Dataset data = open(of("text", 9, 0, 0.2, 0.1))) {
            assertArrayEquals(Arrays.copyOfRange(bytes, 1, 1 + 77 * 9), predicted(data, Split.TRAIN));
            assertArrayEquals(Arrays.copyOfRange(bytes, 701, 701 + 22 * 9), predicted(data, Split.VALIDATION));
            assertArrayEquals(Arrays.copyOfRange(bytes, 901, 901 + 11 * 9), predicted(data, Split.TEST));
        }
    }

    @Test
    void aStrideBelowTheContextOverlapsTrainingSamplesAndNoOthers() throws Exception {
        write("text", counting(1000));
        try (Dataset data = open(of("text", 10, 3, 0.2, 0.1))) {
            assertEquals((700 - 11) / 3 + 1, data.count(Split.TRAIN));
            assertEquals((200 - 1) / 10, data.count(Split.VALIDATION));
            float[] last = sample(data, Split.TRAIN, data.count(Split.TRAIN) - 1)[1];
            assertEquals((7 * (3 * 229 + 10)) & 0xFF, last[9]);
        }
    }

    @Test
    void bytesAreBytesWhateverTheyMean() throws Exception {
        byte[] bytes = new byte[900];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
        write("invalid-utf-8", bytes);
        try (Dataset data = open(of("invalid-utf-8", 255, 0, 0.33, 0.33))) {
            assertEquals(256, data.vocabulary());
            float[] input = sample(data, Split.TRAIN, 0)[0];
            for (int i = 0; i < input.length; i++) assertEquals(i, input[i]);
            assertFalse(data.card().normalised(), "tokens must be taken as they are");
            assertEquals(
                    64, data.card().provenance().get("sha256.invalid-utf-8").length());
        }
    }

    @Test
    void splitsMayHaveFilesOfTheirOwn() throws Exception {
        write("a", counting(100));
        write("b", "The second text.".getBytes());
        write("c", "And the third one.".getBytes());
        Settings settings = new Settings("a", "b", "c", Vocabulary.BYTES, 5, 0, 0.9, 0.9, 1, 1);
        try (Dataset data = open(settings)) {
            assertEquals(19, data.count(Split.TRAIN));
            assertEquals("he second text.", new String(predicted(data, Split.VALIDATION)));
            assertEquals("nd the third on", new String(predicted(data, Split.TEST)));
        }
    }

    @Test
    void aMappingInPiecesReadsAcrossTheirBorders() throws Exception {
        byte[] bytes = counting(1003);
        Path file = write("text", bytes);
        for (int piece : new int[] {1, 7, 64, 1003, 5000}) {
            Text text = MappedText.of(file, 1003, false, piece);
            assertEquals(1003, text.length());
            float[] read = new float[1003 + 4];
            text.read(0, 1003, read, 2);
            for (int i = 0; i < 1003; i++) assertEquals(bytes[i] & 0xFF, read[i + 2]);
            text.read(990, 13, read, 0);
            assertEquals(bytes[1002] & 0xFF, read[12]);
        }
    }

    @Test
    void whatIsNoTextIsRefusedInOneLineBeforeWorkStarts() throws Exception {
        write("empty", new byte[0]);
        write("short", counting(128));
        write("long", counting(1000));
        Files.createDirectory(base.resolve("folder"));
        for (Map.Entry<Settings, List<String>> each : Map.of(
                        of("none.txt", 128, 0, 0.1, 0.1),
                        List.of("none.txt", "is not there", "job file's folder"),
                        of("folder", 128, 0, 0.1, 0.1),
                        List.of("folder", "is a folder"),
                        of("empty", 128, 0, 0.1, 0.1),
                        List.of("empty", "is empty"),
                        of("short", 128, 0, 0, 0),
                        List.of("short", "has 128 bytes", "a context of 128", "shorter context"),
                        of("long", 128, 0, 0.1, 0.2),
                        List.of("long", "100 are for validation", "shares"),
                        of("long", 128, 0, 0.2, 0),
                        List.of("long", "0 are for test", "shares"),
                        new Settings("long", "none", "", Vocabulary.BYTES, 8, 0, 0.1, 0.1, 1, 1),
                        List.of("none: is not there"),
                        new Settings("", "", "", Vocabulary.BYTES, 200, 0, 0.1, 0.1, 1000, 1),
                        List.of("the generated text", "of which 100"))
                .entrySet()) {
            DataException refusal =
                    assertThrows(DataException.class, () -> new TextSource().outline(each.getKey(), base));
            for (String part : each.getValue()) {
                assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
            }
            assertEquals(1, refusal.getMessage().lines().count());
        }
    }

    @Test
    void sharesThatLeaveNothingToTrainOnAreRefused() {
        SettingsException refusal = assertThrows(SettingsException.class, () -> of("", 8, 0, 0.6, 0.4));
        assertTrue(refusal.getMessage().startsWith("validation: 0.6"), refusal.getMessage());
    }
}
