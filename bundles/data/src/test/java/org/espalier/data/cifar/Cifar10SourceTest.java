package org.espalier.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.ClassTarget;
import org.espalier.data.Folders;
import org.espalier.data.cifar.Cifar10Source.Settings;
import org.espalier.data.idx.IdxBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10SourceTest {
    private static final String FIRST = "data_batch_1.bin";

    @TempDir
    Path base;

    @BeforeEach
    void files() throws IOException {
        CifarBytes.write(base.resolve("set"), 3);
    }

    private static Settings of(int train, int validation, int test, List<Double> mean, List<Double> std) {
        return new Settings("set", train, validation, test, mean, std, Optional.empty(), ClassTarget.LABEL);
    }

    private static Settings plain() {
        return of(0, 4, 0, List.of(), List.of());
    }

    private Dataset open(Settings settings) throws DataException, InterruptedException {
        return new Cifar10Source().open(settings, Folders.of(base));
    }

    private static float[] image(Dataset data, Split split, int index, int label) {
        float[] input = new float[3072];
        float[] target = new float[1];
        data.read(split, index, data.dims(), input, 0, target, 0);
        assertEquals(label, target[0]);
        return input;
    }

    @Test
    void planesOfColourBecomeChannelsOfPixels() throws Exception {
        Dataset data = open(plain());
        assertArrayEquals(new int[] {32, 32, 3}, data.inputShape(data.dims()));
        byte[] second = CifarBytes.of(3, "data_batch_2.bin");
        float[] image = image(data, Split.TRAIN, 4, 1);
        for (int pixel = 0; pixel < 1024; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                int wanted = second[3073 + 1 + 1024 * channel + pixel] & 0xFF;
                assertEquals(wanted / 255f, image[3 * pixel + channel], 1e-7);
            }
        }
        assertEquals(6, data.card().provenance().size());
        assertFalse(data.card().targetNormalised(), "classes must be taken as they are");
    }

    @Test
    void validationIsTheEndOfTheTrainingFiles() throws Exception {
        Dataset data = open(of(5, 4, 2, List.of(), List.of()));
        assertEquals(5, data.count(Split.TRAIN));
        assertEquals(2, data.count(Split.TEST));
        byte[] last = CifarBytes.of(3, "data_batch_5.bin");
        assertEquals((last[2 * 3073 + 1] & 0xFF) / 255f, image(data, Split.VALIDATION, 3, 2)[0], 1e-7);
        assertEquals((CifarBytes.of(3, "test")[3073 + 1] & 0xFF) / 255f, image(data, Split.TEST, 1, 1)[0], 1e-7);
    }

    @Test
    void everyColourHasItsMeanAndStandardDeviation() throws Exception {
        float[] plain = image(open(plain()), Split.TRAIN, 0, 0);
        Dataset data = open(of(0, 4, 0, List.of(0.5, 0.4, 0.3), List.of(0.2, 0.25, 0.5)));
        float[] image = image(data, Split.TRAIN, 0, 0);
        assertEquals((plain[30] - 0.5) / 0.2, image[30], 1e-5);
        assertEquals((plain[31] - 0.4) / 0.25, image[31], 1e-5);
        assertEquals((plain[32] - 0.3) / 0.5, image[32], 1e-5);
        assertEquals(
                "std",
                assertThrows(SettingsException.class, () -> of(0, 4, 0, List.of(0.5, 0.4, 0.3), List.of(0.2)))
                        .key());
    }

    @Test
    void hostileFilesAreRefusedByPlaceBeforeWorkStarts() throws Exception {
        byte[] sound = CifarBytes.of(3, FIRST);
        refuses("image 2 at byte 6146", "truncated", Arrays.copyOf(sound, 3 * 3073 - 1));
        refuses("image 3 at byte 9219", "truncated", Arrays.copyOf(sound, 3 * 3073 + 1));
        refuses("", "is empty", new byte[0]);
        byte[] wrong = sound.clone();
        wrong[3073] = 10;
        refuses("image 1 at byte 3073", "label is 10", wrong);
        refuses("image 10000 at byte 30730000", "10000 images at most", IdxBytes.gzip(new byte[40_000_000]));
        refuses("gzip", "truncated", Arrays.copyOf(IdxBytes.gzip(sound), 5000));
        Files.delete(base.resolve("set").resolve(FIRST));
        String absent = assertThrows(DataException.class, () -> open(plain())).getMessage();
        assertTrue(absent.startsWith(base.resolve("set").resolve(FIRST) + ": is not there"), absent);
    }

    @Test
    void moreSamplesThanThereAreAreRefused() {
        String train = assertThrows(DataException.class, () -> open(of(12, 4, 0, List.of(), List.of())))
                .getMessage();
        assertTrue(train.contains("has 15 images, too few for validation: 4 and train: 12"), train);
        String test = assertThrows(DataException.class, () -> open(of(0, 4, 4, List.of(), List.of())))
                .getMessage();
        assertTrue(test.contains("has 3 images, fewer than test: 4"), test);
    }

    private void refuses(String where, String why, byte[] bytes) throws IOException {
        Path file = base.resolve("set").resolve(FIRST);
        Files.write(file, bytes);
        String refusal = assertThrows(DataException.class, () -> new Cifar10Source().outline(plain(), base))
                .getMessage();
        assertTrue(refusal.startsWith(file + ": " + where), refusal);
        assertTrue(refusal.contains(why), refusal);
        assertEquals(1, refusal.lines().count());
    }
}
