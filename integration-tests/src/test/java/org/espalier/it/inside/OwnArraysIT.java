package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.espalier.api.run.Runs;
import org.espalier.it.support.Files256;
import org.espalier.it.support.NpyFile;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** The user's own arrays: trained on as they are, refused before anything starts where they cannot be read. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class OwnArraysIT {
    private static final int SAMPLES = 12;
    private static final int POINTS = 16;
    private static final byte[] FIELDS = new byte[SAMPLES * POINTS * POINTS * Float.BYTES];
    private static final String SHAPE = "12, 16, 16";

    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    @InjectBundleContext
    BundleContext context;

    private Path job;

    @BeforeEach
    void writeArraysThatAreGood() throws Exception {
        job = SmallJob.asItIs()
                .with(
                        "type: darcy, resolution: 16, train: 40, validation: 12, test: 4, test-resolutions: [16, 32]",
                        "type: npy, input: x.npy, target: y.npy, train: 4, validation: 4, test: 4, test-resolutions: [8, 16]")
                .in(folder);
        var input = new float[SAMPLES * POINTS * POINTS];
        for (int i = 0; i < input.length; i++) input[i] = (float) Math.sin(i * 0.37 + i / 256);
        var target = new float[input.length];
        for (int i = 0; i < target.length; i++) target[i] = 3 + 2 * input[i];
        new NpyFile(new int[] {SAMPLES, POINTS, POINTS}, input).write(folder.resolve("x.npy"));
        new NpyFile(new int[] {SAMPLES, POINTS, POINTS}, target).write(folder.resolve("y.npy"));
    }

    @Test
    void aRunOnGoodArraysFinishes() throws Exception {
        RunFolder run = new Training(runs, job, folder).finished("runs", Map.of());
        assertTrue(run.files().contains("samples/8/prediction.npy"), () -> "the test at half the resolution");
        assertTrue(run.json("provenance.json").contains(Files256.of(folder.resolve("x.npy"))), "the arrays' digests");
    }

    /** A file in the place of the inputs, and what the refusal says of it. */
    record Bad(String name, byte[] bytes, String... said) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> arrays() {
        byte[] good = NpyFile.bytes("<f4", "False", SHAPE, FIELDS);
        byte[] version = good.clone();
        version[6] = 9;
        byte[] promise = good.clone();
        promise[8] = (byte) 0xff;
        promise[9] = (byte) 0xff;
        return Stream.of(
                new Bad("empty", new byte[0], "magic"),
                new Bad("text", "1.0 2.0 3.0\n".getBytes(StandardCharsets.US_ASCII), "not a .npy file"),
                new Bad("a version to come", version, "version"),
                new Bad("cut off in its header", Arrays.copyOf(good, 40), "header"),
                new Bad("a header that promises more than there is", Arrays.copyOf(promise, 200), "header length"),
                new Bad("truncated", Arrays.copyOf(good, good.length - 1), "truncated"),
                new Bad("with trailing bytes", Arrays.copyOf(good, good.length + 4), "trailing bytes"),
                new Bad(
                        "promising 2^60 numbers",
                        NpyFile.bytes("<f4", "False", "1152921504606846976,", FIELDS),
                        "shape"),
                new Bad(
                        "promising 2^60 samples",
                        NpyFile.bytes("<f4", "False", "4503599627370496, 16, 16", FIELDS),
                        "truncated"),
                new Bad(
                        "promising 2^70 numbers",
                        NpyFile.bytes("<f4", "False", "1099511627776, 32768, 32768", FIELDS),
                        "beyond 2^63"),
                new Bad("of a negative size", NpyFile.bytes("<f4", "False", "-12, 16, 16", FIELDS), "shape", "-12"),
                new Bad("of no size", NpyFile.bytes("<f4", "False", "0, 16, 16", new byte[0]), "0 samples"),
                new Bad(
                        "in Fortran order",
                        NpyFile.bytes("<f4", "True", SHAPE, FIELDS),
                        "fortran_order",
                        "numpy.ascontiguousarray"),
                new Bad("of Python objects", NpyFile.bytes("|O", "False", SHAPE, FIELDS), "descr", "Python objects"),
                new Bad("big-endian", NpyFile.bytes(">f4", "False", SHAPE, FIELDS), "descr", "big-endian"),
                new Bad("of text", NpyFile.bytes("<U4", "False", SHAPE, FIELDS), "descr"),
                new Bad(
                        "structured",
                        NpyFile.bytes(
                                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (12, 16, 16), }", FIELDS),
                        "descr",
                        "structured"),
                new Bad(
                        "with code in its header",
                        NpyFile.bytes("{'descr': __import__('os'), 'fortran_order': False, 'shape': (12,), }", FIELDS),
                        "descr"),
                new Bad(
                        "of too few axes",
                        NpyFile.bytes("<f4", "False", "12, 256", FIELDS),
                        "[12, 256]",
                        "spatial-axes: 2"),
                new Bad("not square", NpyFile.bytes("<f4", "False", "12, 8, 32", FIELDS), "[12, 8, 32]", "not square"),
                new Bad(
                        "on another grid than the targets",
                        NpyFile.bytes("<f4", "False", "48, 8, 8", FIELDS),
                        "points per axis"),
                new Bad(
                        "of too few samples",
                        NpyFile.bytes("<f4", "False", "3, 16, 16", new byte[3 * 1024]),
                        "has 3 samples"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrays")
    void anArrayThatCannotBeUsedIsRefusedWithJobKeyFileAndReason(Bad bad) throws Exception {
        Path input = Files.write(folder.resolve("x.npy"), bad.bytes());
        SortedMap<String, String> before = Files256.below(folder);
        Answer answer = run();
        // Of two files that do not fit each other the second is named, with the first.
        answer.refuses(job + ":3: data.", input.getFileName().toString());
        answer.refuses(bad.said());
        assertEquals(before, Files256.below(folder));
    }

    @Test
    void anArrayThatIsNotThereIsRefused() throws Exception {
        Files.delete(folder.resolve("x.npy"));
        run().refuses(job + ":3: data.input: x.npy — ", "x.npy", "there is no such file");
        Files.createDirectory(folder.resolve("x.npy"));
        run().refuses(job + ":3: data.input: x.npy — ", "x.npy", "not a regular file");
    }

    @Test
    void aNumberThatIsNotFiniteIsRefusedWithItsIndexBeforeAnythingIsMade() throws Exception {
        NpyFile targets = NpyFile.read(folder.resolve("y.npy"));
        targets.values()[2 * 256 + 3 * 16 + 5] = Float.NaN;
        targets.values()[7 * 256] = Float.POSITIVE_INFINITY;
        targets.write(folder.resolve("y.npy"));
        SortedMap<String, String> before = Files256.below(folder);
        run().refuses(job + ":3: data.target: y.npy — ", "y.npy", "value [2, 3, 5] is NaN", "mend it");
        assertEquals(before, Files256.below(folder));
    }

    private Answer run() throws Exception {
        return Answer.of(
                context, "run", job.toString(), "--runs", folder.resolve("runs").toString());
    }
}
