package org.espalier.it.outside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One run that is killed again and again, while it trains and while somebody changes its settings and its plugins from another
 * terminal. What was acknowledged is kept, and the end is that of a run which got the same orders and was never killed. The
 * profile {@code soak} kills it more often.
 */
class KillStormIT {
    private static final int KILLS = Integer.getInteger("espalier.soak.kills", 2);
    private static final int STEPS_PER_EPOCH = 10;
    /** So many epochs after the last order at most, an order that ends the run has come. */
    private static final int LAST_EPOCHS = 80;

    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random random = new Random(seed);
    /** Answers to orders, by their names. */
    private final Map<String, String> acknowledged = new LinkedHashMap<>();

    private final Set<String> given = new HashSet<>();

    @ParameterizedTest
    @CsvSource({"small, modes", "small-gpt, attention"})
    void aRunKilledAgainAndAgainUnderOrdersKeepsWhatWasAcknowledgedAndEndsBitEqual(String job, String criterion)
            throws Exception {
        SmallJob.of(job).in(folder);
        Process life = begin(
                "run",
                "small.yaml",
                "--json",
                "--set",
                "epochs=1000000",
                "--set",
                "checkpoint={ every: 23 steps, keep: 100000 }");
        RunFolder run = new RunFolder(folder.resolve("runs/small/1"));
        for (int kill = 0; kill < KILLS; kill++) {
            liveAndDie(life, kill, criterion);
            assertOrdersKept(run);
            life = begin("resume", "small", "--json");
        }
        long epochs = endSoon(life);
        assertEquals(0, life.exitValue(), "seed " + seed);
        assertOrdersKept(run);
        assertEquals(KILLS, run.journal("resume").size());
        String weights = run.weights(epochs * STEPS_PER_EPOCH);
        List<String> metrics = run.metrics();
        List<String> growth = run.growth();
        assertEquals(
                epochs,
                metrics.stream()
                        .filter(line -> field(line, "kind").equals("epoch"))
                        .count());

        backToItsBirth(run);
        Outcome uninterrupted = Espalier.in(folder).run("resume", "small");
        assertEquals(0, uninterrupted.exitCode(), uninterrupted::toString);
        System.out.printf(
                "%s: kills: %d, orders %d, acknowledged %d, seed %d%n",
                job, KILLS, given.size(), acknowledged.size(), seed);
        assertEquals(growth, run.growth(), "seed " + seed);
        assertEquals(metrics, run.metrics(), "seed " + seed);
        assertEquals(weights, run.weights(epochs * STEPS_PER_EPOCH), "seed " + seed);
    }

    private Process begin(String... words) throws IOException {
        Process process = Espalier.in(folder).start(words);
        process.getOutputStream().close();
        return process;
    }

    /** Orders the end of a run while it trains, and waits for it; the epochs that it then has behind it. */
    private long endSoon(Process life) throws Exception {
        BufferedReader output = life.inputReader();
        long epochs = untilEpoch(life, output, 1) + LAST_EPOCHS;
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> skip(output));
        given.add("end");
        Outcome order = Espalier.in(folder).run("set", "small", "epochs=" + epochs, "--because", "end");
        assertEquals(0, order.exitCode(), order::toString);
        acknowledged.put("end", order.output());
        assertTrue(life.waitFor(90, TimeUnit.SECONDS), "did not end");
        read.join();
        return epochs;
    }

    /** Reads until so many epochs more are done; the last of them. */
    private static long untilEpoch(Process life, BufferedReader output, int more) throws IOException {
        int left = more;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (field(line, "kind").equals("epoch") && --left == 0) return Long.parseLong(field(line, "epoch"));
        }
        throw new AssertionError(
                "ended first: " + new String(life.getErrorStream().readAllBytes()));
    }

    /** Trains a few epochs, gets two orders, the second of them not to be waited for, and is killed at a random moment. */
    private void liveAndDie(Process life, int kill, String criterion) throws Exception {
        BufferedReader output = life.inputReader();
        untilEpoch(life, output, 1 + random.nextInt(2));
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> skip(output));
        give("first" + kill, criterion);
        Process second = order("second" + kill, criterion);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1500)));
        life.destroyForcibly();
        assertTrue(life.waitFor(30, TimeUnit.SECONDS), "did not end");
        assertEquals(KILLED, life.exitValue(), "it had ended before, seed " + seed);
        read.join();
        assertTrue(second.waitFor(60, TimeUnit.SECONDS), "an order to a killed container hangs");
        if (second.exitValue() == 0)
            acknowledged.put("second" + kill, second.inputReader().lines().collect(Collectors.joining("\n")));
    }

    private void give(String name, String criterion) throws Exception {
        Process order = order(name, criterion);
        assertTrue(order.waitFor(60, TimeUnit.SECONDS), "the order hangs");
        String answer = order.inputReader().lines().collect(Collectors.joining("\n"));
        assertEquals(0, order.exitValue(), () -> order.errorReader().lines().collect(Collectors.joining("\n")));
        acknowledged.put(name, answer);
    }

    private Process order(String name, String criterion) throws IOException {
        given.add(name);
        // No value comes twice: an order of what is so already is none.
        double own = given.size() * 1e-6;
        String rate = String.valueOf(1e-3 * (1 + random.nextInt(1000) / 250.0 + own));
        String floor = String.valueOf(random.nextInt(1, 1000) / 2000.0 + own);
        // Some of them above what the job says, so that more grows.
        String share = String.valueOf(1 - random.nextInt(1, 1000) / 2000.0 - own);
        return switch (random.nextInt(3)) {
            case 0 ->
                begin("swap", "small", "optimizer.schedule", "cosine", "--set", "floor=" + floor, "--because", name);
            case 1 -> begin("set", "small", "growth." + criterion + ".explained=" + share, "--because", name);
            default -> begin("set", "small", "optimizer.lr=" + rate, "--because", name);
        };
    }

    private void assertOrdersKept(RunFolder run) throws IOException {
        List<String> kept = Files.readAllLines(run.path().resolve("orders.jsonl")).stream()
                .map(line -> field(line, "because"))
                .toList();
        assertTrue(
                kept.containsAll(acknowledged.keySet()),
                () -> acknowledged + " were acknowledged, there are " + kept + ", seed " + seed);
        assertTrue(given.containsAll(kept), () -> kept + " of " + given);
        assertEquals(kept.size(), Set.copyOf(kept).size(), "none twice");
    }

    /** Takes away all that the run has but its first checkpoint and its orders. */
    private static void backToItsBirth(RunFolder run) throws IOException {
        Files.delete(run.path().resolve("result.json"));
        List<Path> later = new ArrayList<>();
        try (Stream<Path> saved = Files.list(run.path().resolve("checkpoints"))) {
            saved.filter(path -> !path.endsWith("0")).forEach(later::add);
        }
        assertFalse(later.isEmpty());
        for (Path checkpoint : later) {
            try (Stream<Path> all = Files.walk(checkpoint)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
    }

    private static void skip(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // Only so that the process is not held up.
            }
        } catch (IOException e) {
            // The process was killed.
        }
    }
}
