package org.espalier.data.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.arrays.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolvedDataTest {
    private static final Counts COUNTS = new Counts(7, 3, 2);

    @TempDir
    Path cache;

    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theNumberOfThreadsMakesNoDifferenceToAnyBit() throws Exception {
        float[] one = samples(open(new Squares(), COUNTS, 1), Split.TRAIN);
        clear();
        float[] five = samples(open(new Squares(), COUNTS, 5), Split.TRAIN);
        assertArrayEquals(one, five);
    }

    @Test
    void moreSamplesBeginWithTheFewerAndOtherSplitsStay() throws Exception {
        Dataset few = open(new Squares(), COUNTS, 2);
        Squares problem = new Squares();
        Dataset more = open(problem, new Counts(12, 3, 2), 2);
        float[] first = samples(few, Split.TRAIN);
        assertArrayEquals(first, Arrays.copyOf(samples(more, Split.TRAIN), first.length));
        assertArrayEquals(samples(few, Split.TEST), samples(more, Split.TEST));
        assertEquals(12, problem.solved.get(), "validation and test come from the cache");
    }

    @Test
    void noSampleIsInTwoSplits() throws Exception {
        Dataset data = open(new Squares(), new Counts(9, 9, 9), 1);
        Set<Float> seen = new HashSet<>();
        for (Split split : Split.values()) {
            for (float value : samples(data, split)) {
                assertTrue(seen.add(value), "twice: " + value);
            }
        }
    }

    @Test
    void everySampleIsReportedAndTheCacheIsSilent() throws Exception {
        Dataset solved = open(new Squares(), COUNTS, 3);
        assertEquals(12, progress.size());
        assertTrue(progress.contains("squaring 12/12") && progress.contains("squaring 1/12"));
        progress.clear();
        Squares again = new Squares();
        Dataset cached = open(again, COUNTS, 3);
        assertEquals(0, again.solved.get());
        assertEquals(List.of(), progress);
        assertArrayEquals(samples(solved, Split.VALIDATION), samples(cached, Split.VALIDATION));
        assertEquals(solved.card().provenance(), cached.card().provenance());
    }

    @Test
    void theCardHoldsSeedVersionAndTheChecksumOfEveryFile() throws Exception {
        var facts = open(new Squares(), COUNTS, 1).card().provenance();
        assertEquals("5", facts.get("seed"));
        assertEquals("1", facts.get("version"));
        Path train = folder("train");
        for (String file : List.of("input.npy", "target.npy")) {
            String sum = Sha256.of(train.resolve(file));
            assertEquals(sum, facts.get("sha256.train." + file));
            assertTrue(
                    Files.readString(train.resolve("card.properties")).contains("sha256." + file + "=" + sum + "\n"));
        }
        assertEquals(8, facts.size());
    }

    @Test
    void anotherVersionOrSeedHasFoldersOfItsOwn() throws Exception {
        float[] first = samples(open(new Squares(), COUNTS, 1), Split.TRAIN);
        Squares newer = new Squares("2", () -> {});
        open(newer, COUNTS, 1);
        assertEquals(12, newer.solved.get());
        Squares other = new Squares();
        float[] seeded = samples(
                SolvedData.open(
                        other,
                        6,
                        COUNTS,
                        new SolvedSamples("squares", 1, 8, List.of(), COUNTS, 6).outline(),
                        card(),
                        context(1)),
                Split.TRAIN);
        assertEquals(12, other.solved.get());
        assertFalse(Arrays.equals(first, seeded));
        assertEquals(9, names().size());
    }

    @ParameterizedTest
    @CsvSource({
        "input.npy, cut", "target.npy, cut", "card.properties, cut",
        "input.npy, flip", "target.npy, flip", "card.properties, flip",
        "input.npy, delete", "target.npy, delete", "card.properties, delete",
        "input.npy, empty", "card.properties, empty", "card.properties, huge"
    })
    void aDamagedCacheIsSolvedAgainAfterOneWarning(String file, String damage) throws Exception {
        Dataset whole = open(new Squares(), COUNTS, 2);
        Path damaged = folder("train").resolve(file);
        byte[] bytes = Files.readAllBytes(damaged);
        for (int at : damage.equals("flip") ? new int[] {0, bytes.length / 3, bytes.length - 1} : new int[] {1}) {
            damage(damaged, damage, bytes, at);
            Squares again = new Squares();
            Dataset[] data = new Dataset[1];
            String log = log(() -> data[0] = open(again, COUNTS, 2));
            assertEquals(7, again.solved.get(), "only the damaged split is solved again");
            assertArrayEquals(samples(whole, Split.TRAIN), samples(data[0], Split.TRAIN));
            assertEquals(1, log.lines().count(), log);
            assertTrue(log.contains("WARN") && log.contains(folder("train").toString()), log);
            assertArrayEquals(bytes, Files.readAllBytes(damaged));
        }
    }

    private static void damage(Path file, String damage, byte[] bytes, int at) throws IOException {
        switch (damage) {
            case "cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length - at));
            case "flip" -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= 4;
                Files.write(file, flipped);
            }
            case "delete" -> Files.delete(file);
            case "empty" -> Files.write(file, new byte[0]);
            case "huge" -> Files.write(file, new byte[1 << 17]);
            default -> throw new IllegalArgumentException(damage);
        }
    }

    @Test
    void anInterruptLeavesNoFile() throws Exception {
        Thread opener = Thread.currentThread();
        AtomicBoolean once = new AtomicBoolean();
        Squares interrupting = new Squares("1", () -> {
            if (!once.getAndSet(true)) {
                opener.interrupt();
            }
        });
        assertThrows(InterruptedException.class, () -> open(interrupting, new Counts(100_000, 3, 2), 2));
        assertTrue(interrupting.solved.get() < 100_000, "the others were not solved");
        assertFalse(Thread.interrupted());
        assertEquals(List.of(), names());
    }

    @Test
    void anInterruptAfterTheLastSampleLeavesWholeFoldersOrNone() throws Exception {
        Thread opener = Thread.currentThread();
        Squares[] problem = new Squares[1];
        problem[0] = new Squares("1", () -> {
            if (problem[0].solved.get() == 12) {
                opener.interrupt();
            }
        });
        assertThrows(InterruptedException.class, () -> open(problem[0], COUNTS, 1));
        assertEquals(2, names().size(), "training and validation, but not test: " + names());
        Squares rest = new Squares();
        open(rest, COUNTS, 1);
        assertEquals(2, rest.solved.get());
    }

    @Test
    void severalAtOnceEndWithOneWholeCache() throws Exception {
        int many = 4;
        CyclicBarrier barrier = new CyclicBarrier(many);
        var pool = Executors.newFixedThreadPool(many);
        try {
            Callable<float[]> work = () -> {
                barrier.await();
                return samples(open(new Squares(), COUNTS, 1), Split.TRAIN);
            };
            List<float[]> all = new ArrayList<>();
            String log = log(() -> {
                for (var future : pool.invokeAll(Collections.nCopies(many, work))) {
                    all.add(future.get());
                }
            });
            assertEquals("", log);
            all.forEach(samples -> assertArrayEquals(all.get(0), samples));
        } finally {
            pool.shutdownNow();
        }
        assertEquals(3, names().size(), names().toString());
        Squares again = new Squares();
        open(again, COUNTS, 1);
        assertEquals(0, again.solved.get());
    }

    @Test
    void whatKilledProcessesLeftIsRemovedAfterADay() throws Exception {
        Path old = Files.createDirectory(cache.resolve(".squares-8-train-7-0-x.part"));
        Files.write(old.resolve("input.npy"), new byte[3]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.createDirectory(cache.resolve(".squares-8-train-7-0-y.part"));
        open(new Squares(), COUNTS, 1);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young));
    }

    @Test
    void samplesThatCannotBeCachedAreUsedAllTheSame() throws Exception {
        Files.delete(cache);
        Files.createFile(cache);
        Dataset[] data = new Dataset[1];
        String log = log(() -> data[0] = open(new Squares(), COUNTS, 1));
        assertNotEquals(0, samples(data[0], Split.TEST)[0]);
        assertEquals(
                3,
                log.lines().filter(line -> line.contains("could not be cached")).count(),
                log);
    }

    @Test
    void aSolverThatFailsIsReportedByName() throws Exception {
        Squares failing = new Squares("1", () -> {
            throw new ArithmeticException("did not converge");
        });
        DataException refusal = assertThrows(DataException.class, () -> open(failing, COUNTS, 2));
        assertEquals("squares: did not converge", refusal.getMessage());
        assertEquals(List.of(), names());
    }

    private interface Opening {
        void run() throws Exception;
    }

    private static String log(Opening opening) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            opening.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    private Dataset open(Problem problem, Counts counts, int threads) throws DataException, InterruptedException {
        return new SolvedSamples("squares", 1, 8, List.of(), counts, 5).open(problem, card(), context(threads));
    }

    private static DatasetCard card() {
        return DatasetCard.of("Squares", "x", "x²");
    }

    private static float[] samples(Dataset data, Split split) {
        float[] input = new float[8 * data.count(split)];
        float[] target = new float[8 * data.count(split)];
        for (int i = 0; i < data.count(split); i++) {
            data.read(split, i, data.dims(), input, 8 * i, target, 8 * i);
        }
        for (int i = 0; i < input.length; i++) {
            assertEquals(input[i] * input[i], target[i]);
        }
        return input;
    }

    private Path folder(String split) throws IOException {
        String name = names().stream()
                .filter(n -> n.contains("-" + split + "-"))
                .findFirst()
                .orElseThrow();
        return cache.resolve(name);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {

            for (Path file : files.sorted(Collections.reverseOrder())
                    .filter(f -> !f.equals(cache))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private DataContext context(int threads) {
        return new DataContext() {
            @Override
            public Path cache() {
                return cache;
            }

            @Override
            public Path base() {
                return cache;
            }

            @Override
            public int threads() {
                return threads;
            }

            @Override
            public void progress(String what, long done, long total) {
                progress.add(what + " " + done + "/" + total);
            }
        };
    }
}
