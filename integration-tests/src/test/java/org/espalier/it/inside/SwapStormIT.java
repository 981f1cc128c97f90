package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/**
 * Bundles of every kind of plugin are updated, stopped and started under a run, and better ranked services come and go, without
 * regard to what it is doing. As the new code is the old, all must end as if nothing had happened: as the same run trained once
 * more from its birth, with nobody near. The profile {@code soak} does
 * the same for longer.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class SwapStormIT {
    private static final int SWAPS = Integer.getInteger("espalier.soak.swaps", 50);
    /** From one event to the next at least; with none, an epoch of the run. */
    private static final long PAUSE_MILLIS = Long.getLong("espalier.soak.pause", 0);

    private static final double SLOWEST = Double.parseDouble(System.getProperty("espalier.soak.throughput", "0.2"));
    private static final int STEPS_PER_EPOCH = 10;
    private static final int EVENTS_PER_CALM = 25;
    private static final long CALM_MILLIS = 3000;
    private static final long PATIENCE_SECONDS = 60;
    private static final Cause STORM = Cause.of("storm", "to look at what it has left");

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    /** Epochs that the run has behind it and the storm has not. */
    private final Semaphore epochs = new Semaphore(0);

    private final Rate calm = new Rate();
    private final Rate stormy = new Rate();

    /** Steps and the time that they took. */
    private static final class Rate {
        private long steps;
        private long nanos;

        double perSecond() {
            return steps / (nanos / 1e9);
        }

        /** Counts what a run does meanwhile. */
        void during(Run run, Happening happening) throws Exception {
            long step = run.step();
            long begun = System.nanoTime();
            happening.happen();
            nanos += System.nanoTime() - begun;
            steps += run.step() - step;
        }
    }

    private interface Happening {
        void happen() throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Cast.class)
    void aSwapStormInMidRunLosesNoStepAndNoBit(Cast cast) throws Exception {
        Training training = Training.of(runs, cast.job(), folder);
        Wirings before = Wirings.now(context);
        long seed = ThreadLocalRandom.current().nextLong();
        Storm storm = new Storm(context, cast, seed);
        Run run = training.start("storm", endless(cast));
        run.subscribe(event -> {
            if (event instanceof RunEvent.Epoch) epochs.release();
        });
        assertTrue(epochs.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "no epoch, " + run.status());
        strike(storm, cast, run);
        storm.lastGust(SWAPS);
        epochs.drainPermits();
        assertTrue(epochs.tryAcquire(2, PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "stands, " + run.status());
        run.pause(STORM);
        assertEquals(List.of(), storm.leaked(), "class loaders are kept, seed " + seed);
        assertEquals(List.of(), storm.notWiredOnce());
        assertTrue(Set.copyOf(cast.bundles()).containsAll(before.changed()), () -> "wired anew: " + before.changed());
        long last = run.step() / STEPS_PER_EPOCH + 2;
        run.set(Map.of("epochs", Long.toString(last)), STORM);
        run.unpause(STORM);
        RunFolder left = Training.finished(run);
        for (String kind : List.of("fault", "missing", "swap-refused", "rejected", "rolled-back"))
            assertEquals(List.of(), left.journal(kind));
        growsAmidSwaps(cast, left);
        List<String> growth = left.growth();
        List<String> metrics = left.metrics();
        String weights = left.weights(last * STEPS_PER_EPOCH);

        backToItsBirth(left);
        Run undisturbed = runs.resume(run.directory());
        Rate afterwards = PAUSE_MILLIS == 0 ? calm : new Rate();
        afterwards.during(undisturbed, undisturbed::await);
        Training.finished(undisturbed);
        double ratio = stormy.perSecond() / calm.perSecond();
        System.out.printf(
                "%s: storm: %s, seed %d, %d steps, %.1f steps/s, in calms %.1f, ratio %.3f; undisturbed afterwards %.1f%n",
                cast,
                storm.done(),
                seed,
                last * STEPS_PER_EPOCH,
                stormy.perSecond(),
                calm.perSecond(),
                ratio,
                afterwards.perSecond());
        assertEquals(growth, left.growth());
        assertEquals(metrics, left.metrics(), "seed " + seed);
        assertEquals(weights, left.weights(last * STEPS_PER_EPOCH), "seed " + seed);
        // Steps of the others are so short that an event would be compared with hardly any.
        assertTrue(
                cast != Cast.OPERATOR || ratio >= SLOWEST,
                () -> "undisturbed " + calm.perSecond() + " steps/s, in the storm " + stormy.perSecond());
    }

    /** Settings with which a run trains on and on, and its criteria rest until it storms. */
    private static Map<String, String> endless(Cast cast) {
        Map<String, String> settings = new HashMap<>(asked(cast, "off"));
        settings.put("epochs", "1000000");
        settings.put("checkpoint.every", "1 h");
        return settings;
    }

    private static Map<String, String> asked(Cast cast, String whether) {
        return cast.entries().stream().collect(Collectors.toMap(entry -> "growth." + entry, entry -> whether));
    }

    /** A storm in which nothing grew or was cut would show nothing. */
    private static void growsAmidSwaps(Cast cast, RunFolder left) throws IOException {
        assertFalse(left.journal("swap").isEmpty());
        Set<String> ops = left.growth().stream()
                .filter(line -> cast.entries().contains(field(line, "entry")))
                .map(line -> field(line, "op"))
                .collect(Collectors.toSet());
        Set<String> resized = cast.entries().isEmpty() ? Set.of() : Set.of("resize");
        assertEquals(cast == Cast.LANGUAGE ? Set.of("resize", "refactor") : resized, ops);
    }

    /** Takes away all that the run has saved but its birth and its orders, with which it is then trained once more. */
    private static void backToItsBirth(RunFolder run) throws IOException {
        Files.delete(run.path().resolve("result.json"));
        Set<Path> saved = new HashSet<>();
        for (String file : run.files()) {
            if (file.startsWith("checkpoints/") && !file.startsWith("checkpoints/0/")) {
                saved.add(run.path().resolve(file).getParent());
                Files.delete(run.path().resolve(file));
            }
        }
        for (Path checkpoint : saved) Files.delete(checkpoint);
    }

    /** One event in every so many epochs, somewhere in the next one; and now and then a calm to compare with. */
    private void strike(Storm storm, Cast cast, Run run) throws Exception {
        for (int number = 0; number < SWAPS; number++) {
            if (PAUSE_MILLIS > 0 && number % EVENTS_PER_CALM == 0)
                calm.during(run, () -> pass(CALM_MILLIS, Long.MIN_VALUE, run));
            int event = number;
            stormy.during(run, () -> {
                long begun = System.nanoTime();
                storm.strike(event);
                if (event == 0 && !cast.entries().isEmpty()) run.set(asked(cast, "on"), STORM);
                if (PAUSE_MILLIS == 0)
                    assertTrue(epochs.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "stands, " + run.status());
                long left = PAUSE_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                pass(left, run.step() + storm.chance(STEPS_PER_EPOCH), run);
            });
        }
        // What came last is taken between two steps, and there need be none before it is looked for.
        pass(0, run.step() + STEPS_PER_EPOCH, run);
        assertEquals(RunStatus.TRAINING, run.status(), "there was to be a run till the end");
    }

    /** Lets time and steps pass. */
    private static void pass(long millis, long step, Run run) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while ((System.nanoTime() < end || run.step() < step) && run.status().compareTo(RunStatus.TESTING) < 0)
            LockSupport.parkNanos(100_000);
    }
}
