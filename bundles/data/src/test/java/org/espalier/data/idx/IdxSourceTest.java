package org.espalier.data.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.arrays.Sha256;
import org.espalier.data.ClassTarget;
import org.espalier.data.Folders;
import org.espalier.data.idx.IdxSource.Settings;
import org.espalier.data.images.Augmentation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxSourceTest {
    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";
    private static final String TESTS = "t10k-images-idx3-ubyte";

    @TempDir
    Path base;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectory(base.resolve("set"));
        write(IMAGES, IdxBytes.images(12, 4, 3));
        write(LABELS, IdxBytes.labels(12, 5));
        write(TESTS, IdxBytes.images(7, 4, 3));
        write("t10k-labels-idx1-ubyte", IdxBytes.labels(7, 5));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(base.resolve("set").resolve(name), bytes);
    }

    private static Settings of(int train, int validation, int test, int classes, List<Double> mean, List<Double> std) {
        return new Settings(
                "set",
                IMAGES,
                LABELS,
                TESTS,
                "t10k-labels-idx1-ubyte",
                train,
                validation,
                test,
                classes,
                1,
                mean,
                std,
                Optional.empty(),
                ClassTarget.ONE_HOT);
    }

    private static Settings plain() {
        return of(0, 3, 0, 5, List.of(), List.of());
    }

    private Dataset open(Settings settings) throws DataException, InterruptedException {
        return new IdxSource().open(settings, Folders.of(base));
    }

    private static float[] image(Dataset data, Split split, int index, float[] target) {
        float[] input = new float[12];
        data.read(split, index, data.dims(), input, 0, target, 0);
        return input;
    }

    @Test
    void anImageIsItsBytesFromZeroToOneAndItsTargetItsClass() throws Exception {
        Dataset data = open(plain());
        assertArrayEquals(new int[] {4, 3, 1}, data.inputShape(data.dims()));
        assertEquals(9, data.count(Split.TRAIN));
        float[] row = {9, 9, 9, 9, 9};
        float[] image = image(data, Split.TRAIN, 7, row);
        for (int i = 0; i < 12; i++) assertEquals(((7 * 12 + i) * 31 & 0xFF) / 255f, image[i], 1e-7);
        assertArrayEquals(new float[] {0, 0, 1, 0, 0}, row);
        assertTrue(data.card().normalised(), "the host fits mean and standard deviation");
        assertFalse(data.card().targetNormalised(), "classes must be taken as they are");
        assertEquals(
                Sha256.of(base.resolve("set").resolve(IMAGES)),
                data.card().provenance().get("sha256." + IMAGES));
    }

    @Test
    void validationIsTheEndOfTheTrainingFiles() throws Exception {
        Dataset data = open(of(4, 3, 2, 5, List.of(), List.of()));
        assertEquals(
                List.of(4, 3, 2), Stream.of(Split.values()).map(data::count).toList());
        float[] row = new float[5];
        float[] image = image(data, Split.VALIDATION, 1, row);
        for (int i = 0; i < 12; i++) {
            assertEquals(((10 * 12 + i) * 31 & 0xFF) / 255f, image[i], 1e-7);
        }
        assertArrayEquals(new float[] {1, 0, 0, 0, 0}, row);
    }

    @Test
    void aMeanAndAStandardDeviationThatAreGivenAreApplied() throws Exception {
        Dataset data = open(of(0, 3, 0, 5, List.of(0.1307), List.of(0.3081)));
        float[] image = image(data, Split.TRAIN, 0, new float[5]);
        for (int i = 0; i < 12; i++) assertEquals(((i * 31 & 0xFF) / 255.0 - 0.1307) / 0.3081, image[i], 1e-6);
        assertFalse(data.card().normalised());
    }

    @Test
    void aGzipFileIsReadLikeAPlainOneWhateverItIsCalled() throws Exception {
        float[] wanted = image(open(plain()), Split.TRAIN, 5, new float[5]);
        byte[] bytes = Files.readAllBytes(base.resolve("set").resolve(IMAGES));
        Files.delete(base.resolve("set").resolve(IMAGES));
        write(IMAGES + ".gz", IdxBytes.gzip(bytes));
        write(LABELS, IdxBytes.gzip(IdxBytes.labels(12, 5)));
        assertArrayEquals(wanted, image(open(plain()), Split.TRAIN, 5, new float[5]));
    }

    static Stream<Arguments> hostile() {
        byte[] sound = IdxBytes.images(12, 4, 3);
        byte[] packed = IdxBytes.gzip(sound);
        byte[] damaged = packed.clone();
        damaged[packed.length - 6] ^= 1;
        byte[] bomb = IdxBytes.gzip(Arrays.copyOf(sound, 50_000_000));
        byte[] promising = IdxBytes.gzip(Arrays.copyOf(IdxBytes.of(8, new byte[0], 1 << 30, 1, 1), 9_000_000));
        return Stream.of(
                // name, bytes, where, a part of the reason
                Arguments.of("no IDX", "hello world, hello".getBytes(), "magic at byte 0", "no IDX file"),
                Arguments.of("nothing", new byte[0], "magic at byte 0", "truncated"),
                Arguments.of("floats", IdxBytes.of(0x0D, new byte[48], 1, 4, 3), "magic at byte 0", "unsigned bytes"),
                Arguments.of("labels", IdxBytes.labels(12, 5), "magic at byte 0", "1 axes, where images have 3"),
                Arguments.of("a header cut", Arrays.copyOf(sound, 9), "sizes at byte 4", "truncated"),
                Arguments.of(
                        "data cut",
                        Arrays.copyOf(sound, 100),
                        "sizes at byte 4",
                        "[12, 4, 3] are more bytes than the 84 "),
                Arguments.of(
                        "2^60 bytes", IdxBytes.of(8, new byte[8], 1 << 20, 1 << 20, 1 << 20), "sizes at", "truncated"),
                Arguments.of("2^96 bytes", IdxBytes.of(8, new byte[8], -1, -1, -1), "sizes at byte 4", "4294967295"),
                Arguments.of("no image", IdxBytes.of(8, new byte[0], 0, 4, 3), "sizes at byte 4", "holds nothing"),
                Arguments.of(
                        "an empty image", IdxBytes.of(8, new byte[0], 12, 0, 3), "sizes at byte 4", "holds nothing"),
                Arguments.of("trailing bytes", Arrays.copyOf(sound, sound.length + 1), "data", "bytes behind it"),
                Arguments.of("more than it promises", bomb, "data", "bytes behind it"),
                Arguments.of(
                        "a promise beyond gzip's ratio",
                        IdxBytes.gzip(IdxBytes.of(8, new byte[8], -1, 9, 9)),
                        "sizes at",
                        "can hold"),
                Arguments.of("less than it promises", promising, "sizes at byte 4", "can hold"),
                Arguments.of("gzip cut", Arrays.copyOf(packed, packed.length - 9), "gzip", "truncated"),
                Arguments.of("a gzip header cut", Arrays.copyOf(packed, 7), "gzip", "truncated"),
                Arguments.of("a sum cut", Arrays.copyOf(packed, packed.length - 5), "gzip", "truncated"),
                Arguments.of("a wrong sum", damaged, "gzip", "checksum"),
                Arguments.of(
                        "gzip with more behind", Arrays.copyOf(packed, packed.length + 1), "gzip", "behind its end"),
                Arguments.of("two members", twice(packed), "gzip", "behind its end"),
                Arguments.of("another method", changed(packed, 2, 7), "gzip", "method 7"),
                Arguments.of("a block of no type", changed(packed, 10, 0x07), "gzip", "damaged"));
    }

    private static byte[] twice(byte[] bytes) {
        byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
        return both;
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileFilesAreRefusedByPlaceBeforeWorkStartsWithinLittleMemory(
            String name, byte[] bytes, String where, String why) throws Exception {
        write(IMAGES, bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        String refusal = refusal(plain());
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(refusal.startsWith(base.resolve("set").resolve(IMAGES) + ": " + where), refusal);
        assertTrue(refusal.contains(why), refusal);
        assertTrue(taken < 4 << 20, taken + " bytes");
        assertEquals(
                refusal, assertThrows(DataException.class, () -> open(plain())).getMessage());
    }

    @Test
    void aGzipFileThatIsCutOrHasABitTurnedIsRefusedOrHoldsTheSame() throws Exception {
        byte[] packed = IdxBytes.gzip(IdxBytes.images(12, 4, 3));
        for (int length = 0; length < packed.length; length++) {
            write(IMAGES, Arrays.copyOf(packed, length));
            refusal(plain());
        }
        write(IMAGES, packed);
        float[] wanted = image(open(plain()), Split.TRAIN, 8, new float[5]);
        int same = 0;
        for (int bit = 8 * 10; bit < 8 * packed.length; bit++) {
            byte[] turned = packed.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            write(IMAGES, turned);
            try {
                assertArrayEquals(wanted, image(open(plain()), Split.TRAIN, 8, new float[5]));
                same++;
            } catch (DataException e) {
                assertTrue(e.getMessage().contains(IMAGES), e.getMessage());
            }
        }
        assertTrue(same < 8, "no more than the bits that fill up the last byte of the data: " + same);
    }

    @Test
    void filesThatDoNotBelongTogetherAreRefused() throws Exception {
        assertRefused("label 4 is 4, which is none of 4 classes", of(0, 3, 0, 4, List.of(), List.of()));
        assertRefused("too few for validation: 12 and one to train on", of(0, 12, 0, 5, List.of(), List.of()));
        assertRefused("too few for validation: 3 and train: 10", of(10, 3, 0, 5, List.of(), List.of()));
        assertRefused("7 images, fewer than test: 8", of(0, 3, 8, 5, List.of(), List.of()));
        write(LABELS, IdxBytes.labels(11, 5));
        assertRefused("11 labels, but ", plain());
        write(LABELS, IdxBytes.labels(12, 5));
        write(TESTS, IdxBytes.images(7, 3, 4));
        assertRefused("images of 3 × 4 pixels, but ", plain());
        Files.delete(base.resolve("set").resolve(TESTS));
        assertRefused("is not there", plain());
        assertRefused(
                "the same file",
                new Settings(
                        "set",
                        IMAGES,
                        LABELS,
                        IMAGES,
                        LABELS,
                        0,
                        3,
                        0,
                        5,
                        1,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        ClassTarget.LABEL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../set/" + IMAGES, "link"})
    void trainingImagesUnderAnotherNameAreNoTestImages(String name) throws Exception {
        Files.createSymbolicLink(base.resolve("set/link"), Path.of(IMAGES));
        assertRefused(
                "the same file",
                new Settings(
                        "set",
                        IMAGES,
                        LABELS,
                        name,
                        LABELS,
                        0,
                        3,
                        0,
                        5,
                        1,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        ClassTarget.LABEL));
    }

    private static Settings pooled(int pool, Optional<Augmentation> augment) {
        return new Settings(
                "set",
                IMAGES,
                LABELS,
                TESTS,
                "t10k-labels-idx1-ubyte",
                0,
                3,
                0,
                5,
                pool,
                List.of(),
                List.of(),
                augment,
                ClassTarget.LABEL);
    }

    @Test
    void pooledImagesAreSmallerAndWindowsThatDoNotCoverThemAreRefused() throws Exception {
        write(IMAGES, IdxBytes.images(12, 4, 6));
        write(TESTS, IdxBytes.images(7, 4, 6));
        Dataset data = open(pooled(2, Optional.empty()));
        assertArrayEquals(new int[] {2, 3, 1}, data.inputShape(data.dims()));
        float[] image = new float[6];
        data.read(Split.TRAIN, 7, data.dims(), image, 0, new float[1], 0);
        for (int i = 0; i < 6; i++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                int at = 7 * 24 + (2 * (i / 3) + k / 2) * 6 + 2 * (i % 3) + k % 2;
                sum += at * 31 & 0xFF;
            }
            assertEquals(sum / 1020, image[i], 1e-6);
        }
        SettingsException refused =
                assertThrows(SettingsException.class, () -> outline(pooled(4, Optional.empty())), "6 is no multiple");
        assertEquals(
                "pool: 4 — windows of 4 × 4 pixels do not cover images of 4 × 6; take a divisor of both sides, or 1",
                refused.getMessage());
        Optional<Augmentation> far = Optional.of(new Augmentation(2, false));
        assertEquals(
                "augment.crop",
                assertThrows(SettingsException.class, () -> outline(pooled(2, far)))
                        .key(),
                "of pooled images two rows are all");
    }

    @Test
    void settingsThatContradictThemselvesAreRefusedByKey() {
        assertEquals("std", refusedKey(List.of(0.5), List.of()));
        assertEquals("mean", refusedKey(List.of(), List.of(0.5)));
        assertEquals("mean", refusedKey(List.of(0.5, 0.5), List.of(0.5)));
    }

    private static String refusedKey(List<Double> mean, List<Double> std) {
        return assertThrows(SettingsException.class, () -> of(0, 3, 0, 5, mean, std))
                .key();
    }

    @Test
    void anInterruptEndsReadingAndOfAnOutlineItIsARefusal() {
        Thread.currentThread().interrupt();
        assertEquals("set: interrupted while it was checked", refusal(plain()));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> open(plain()));
        assertFalse(Thread.interrupted());
    }

    private void assertRefused(String why, Settings settings) {
        String refusal = refusal(settings);
        assertTrue(refusal.contains(why), refusal);
    }

    private String refusal(Settings settings) {
        DataException refusal = assertThrows(DataException.class, () -> outline(settings));
        assertEquals(1, refusal.getMessage().lines().count());
        return refusal.getMessage();
    }

    private DataOutline outline(Settings settings) throws DataException {
        return new IdxSource().outline(settings, base);
    }
}
