package org.espalier.data.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.arrays.Npy;
import org.espalier.arrays.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpySourceTest {
    @TempDir
    Path base;

    @BeforeEach
    void files() throws IOException {
        write("a.npy", 6, 16, 16);
        write("u.npy", 6, 16, 16, 2);
        write("line.npy", 6, 32);
    }

    @Test
    void splitsAreTakenFromTheFrontInOrderAndChannelsAreOptional() throws Exception {
        Dataset data = open(settings("a.npy", "u.npy", 3, 2, 1));
        assertArrayEquals(new int[] {16, 16, 1}, data.inputShape(data.dims()));
        assertArrayEquals(new int[] {16, 16, 2}, data.targetShape(data.dims()));
        int first = 0;
        for (Split split : Split.values()) {
            for (int i = 0; i < data.count(split); i++) {
                float[] input = new float[256];
                float[] target = new float[512];
                data.read(split, i, data.dims(), input, 0, target, 0);
                assertEquals((first + i) * 256, input[0]);
                assertEquals((first + i + 1) * 512 - 1, target[511]);
            }
            first += data.count(split);
        }
        assertEquals(6, first);
        assertEquals(Sha256.of(base.resolve("u.npy")), data.card().provenance().get("sha256.u.npy"));
        assertTrue(data.card().normalised());
        assertFalse(data.card().periodic());
    }

    @Test
    void splitsMayHaveFilesOfTheirOwn() throws Exception {
        write("test-a.npy", 2, 16, 16, 1);
        write("test-u.npy", 3, 16, 16, 2);
        var settings = new NpySource.Settings(
                "a.npy", "u.npy", 4, 2, 2, "", "", "test-a.npy", "test-u.npy", 2, 8, List.of(16), true, false);
        Dataset data = open(settings);
        float[] input = new float[256];
        data.read(Split.TEST, 1, data.tests().get(0), input, 0, new float[512], 0);
        assertEquals(256, input[0]);
        data.read(Split.VALIDATION, 1, data.tests().get(0), input, 0, new float[512], 0);
        assertEquals(5 * 256, input[0]);
        assertEquals(8, data.dims().size("resolution"));
        assertTrue(data.card().periodic());
        assertFalse(data.card().normalised());
        assertEquals(4, data.card().provenance().size());
    }

    @Test
    void integersAreReadAsNumbers() throws Exception {
        byte[] header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 8)}".getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[10 + header.length + 24];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0}, 0, file, 0, 10);
        System.arraycopy(header, 0, file, 10, header.length);
        file[10 + header.length + 9] = (byte) 200;
        Files.write(base.resolve("bytes.npy"), file);
        write("short.npy", 3, 8);
        Dataset data = open(line("bytes.npy", "short.npy", 1, 1, 1));
        float[] input = new float[8];
        data.read(Split.VALIDATION, 0, data.dims(), input, 0, new float[8], 0);
        assertEquals(200, input[1]);
    }

    @Test
    void valuesThatAreNotFiniteAreRefusedByFileAndIndexBeforeAnythingStarts() throws Exception {
        float[] values = new float[6 * 16 * 16 * 2];
        values[((4 * 16 + 3) * 16 + 15) * 2 + 1] = Float.NaN;
        Npy.write(base.resolve("u.npy"), new int[] {6, 16, 16, 2}, values);
        refuses("u.npy: data at byte " + 8828 + ": value [4, 3, 15, 1] is NaN; ", settings("a.npy", "u.npy", 3, 2, 1));

        values = new float[6 * 32];
        values[2 * 32 + 7] = Float.NEGATIVE_INFINITY;
        Npy.write(base.resolve("v.npy"), new int[] {6, 32}, values);
        refuses("value [2, 7] is -Infinity; ", line("line.npy", "v.npy", 2, 1, 1));
        refuses("value [2, 7] is -Infinity; ", line("v.npy", "line.npy", 2, 1, 1));
        refuses(
                "value [2, 7] is -Infinity; ",
                new NpySource.Settings(
                        "line.npy", "line.npy", 1, 1, 3, "", "", "line.npy", "v.npy", 1, 0, List.of(), false, true));
        // Samples that nobody asked for are not looked at.
        values = new float[7 * 32];
        values[6 * 32] = Float.NaN;
        Npy.write(base.resolve("w.npy"), new int[] {7, 32}, values);
        assertEquals(3, open(line("line.npy", "w.npy", 3, 2, 1)).count(Split.TRAIN));
    }

    @Test
    void anInterruptWhileTheOutlineReadsIsARefusal() {
        Thread.currentThread().interrupt();
        var refusal = assertThrows(
                DataException.class, () -> new NpySource().outline(settings("a.npy", "u.npy", 3, 2, 1), base));
        assertEquals("a.npy and its companions: interrupted while it was checked", refusal.getMessage());
        Thread.interrupted();
    }

    @Test
    void filesThatDoNotFitEachOtherAreRefusedBeforeTheyAreRead() throws Exception {
        write("small.npy", 6, 8, 8);
        write("oblong.npy", 6, 16, 8);
        write("one.npy", 1, 16, 16, 1);
        refuses("16 points per axis", settings("small.npy", "u.npy", 3, 2, 1));
        refuses("not square", settings("oblong.npy", "u.npy", 3, 2, 1));
        refuses("has 6 samples; test wants number 5 to 6", settings("a.npy", "u.npy", 3, 2, 2));
        refuses("or that and channels; set spatial-axes: 1", settings("line.npy", "u.npy", 3, 2, 1));
        refuses("or that and channels; set spatial-axes: 2", line("u.npy", "u.npy", 3, 2, 1));
        write("pairs.npy", 6, 32, 2);
        refuses("if the last axis holds channels, set spatial-axes: 1", settings("pairs.npy", "u.npy", 3, 2, 1));
        refuses(
                "1 channels, but",
                new NpySource.Settings(
                        "a.npy", "u.npy", 1, 1, 1, "", "", "one.npy", "one.npy", 2, 0, List.of(), false, true));
        DataException absent = refusal(settings("absent.npy", "u.npy", 3, 2, 1));
        assertEquals(base.resolve("absent.npy") + ": there is no such file", absent.getMessage());
        Files.write(base.resolve("cut.npy"), Arrays.copyOf(Files.readAllBytes(base.resolve("a.npy")), 700));
        refuses(
                "data at byte 128: shape [6, 16, 16] of <f4 takes 6144 bytes, the file has 572: truncated",
                settings("cut.npy", "u.npy", 3, 2, 1));
    }

    @Test
    void settingsThatContradictThemselvesAreRefusedByKey() {
        var alone = assertThrows(
                SettingsException.class,
                () -> new NpySource.Settings(
                        "a.npy", "u.npy", 1, 1, 1, "", "", "t.npy", "", 2, 0, List.of(), false, true));
        assertEquals("test-input", alone.key());
        assertTrue(alone.why().contains("test-target"));
        assertEquals(
                "input",
                assertThrows(SettingsException.class, () -> settings(" ", "u.npy", 1, 1, 1))
                        .key());
        var settings = new NpySource.Settings("a.npy", "u.npy", 1, 1, 1, "", "", "", "", 2, 12, List.of(), false, true);
        var stride = assertThrows(SettingsException.class, () -> new NpySource().outline(settings, base));
        assertEquals("resolution", stride.key());
        assertTrue(stride.why().contains("[8, 16]"), stride.why());
    }

    @Test
    void anInterruptWhileReadingIsAnInterrupt() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> open(settings("a.npy", "u.npy", 3, 2, 1)));
        assertFalse(Thread.interrupted());
    }

    private void refuses(String why, NpySource.Settings settings) {
        var outline = assertThrows(DataException.class, () -> new NpySource().outline(settings, base));
        assertTrue(outline.getMessage().contains(why), outline.getMessage());
        assertEquals(1, outline.getMessage().lines().count());
        assertEquals(outline.getMessage(), refusal(settings).getMessage());
    }

    private DataException refusal(NpySource.Settings settings) {
        return assertThrows(DataException.class, () -> open(settings));
    }

    private static NpySource.Settings settings(String input, String target, int train, int validation, int test) {
        return new NpySource.Settings(
                input, target, train, validation, test, "", "", "", "", 2, 0, List.of(), false, true);
    }

    private static NpySource.Settings line(String input, String target, int train, int validation, int test) {
        return new NpySource.Settings(
                input, target, train, validation, test, "", "", "", "", 1, 0, List.of(), false, true);
    }

    /** Numbers 0, 1, 2, … */
    private void write(String name, int... shape) throws IOException {
        int size = 1;
        for (int s : shape) {
            size *= s;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        Npy.write(base.resolve(name), shape, values);
    }

    private Dataset open(NpySource.Settings settings) throws DataException, InterruptedException {
        return new NpySource().open(settings, new DataContext() {
            @Override
            public Path cache() {
                return base;
            }

            @Override
            public Path base() {
                return base;
            }

            @Override
            public int threads() {
                return 1;
            }

            @Override
            public void progress(String what, long done, long total) {}
        });
    }
}
