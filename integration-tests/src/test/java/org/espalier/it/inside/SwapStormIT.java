package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/**
 * Bundles of every kind of plugin are updated, stopped and started under a run, and better ranked services come and go, without
 * regard to what it is doing. As the new code is the old, all must end as if nothing had happened. The profile {@code soak} does
 * the same for longer.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class SwapStormIT {
    private static final int SWAPS = Integer.getInteger("espalier.soak.swaps", 50);
    private static final int EPOCHS_PER_SWAP = Integer.getInteger("espalier.soak.epochs-per-swap", 1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(Long.getLong("espalier.soak.pause", 0));
    private static final double SLOWEST = Double.parseDouble(System.getProperty("espalier.soak.throughput", "0.25"));
    private static final int STEPS_PER_EPOCH = 10;
    private static final int STEPS = SWAPS * EPOCHS_PER_SWAP * STEPS_PER_EPOCH;
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    /** Epochs that the run has behind it and the storm has not. */
    private final Semaphore epochs = new Semaphore(0);

    private volatile long began;

    @Test
    void aSwapStormInMidRunLosesNoStepAndNoBit() throws Exception {
        Training training = Training.of(runs, SmallJob.asItIs(), folder);
        Map<String, String> settings =
                Map.of("epochs", Integer.toString(SWAPS * EPOCHS_PER_SWAP), "checkpoint.every", "1 h");
        Run calm = training.start("undisturbed", settings);
        watch(calm);
        RunFolder undisturbed = Training.finished(calm);
        double calmRate = STEPS / seconds(began);

        Wirings before = Wirings.now(context);
        long seed = ThreadLocalRandom.current().nextLong();
        Storm storm = new Storm(context, seed);
        epochs.drainPermits();
        Run run = training.start("stormed", settings);
        watch(run);
        strike(storm, run);
        run.pause(Cause.of("storm", "to look at what it has left"));
        double rate = run.step() / seconds(began);
        assertEquals(List.of(), storm.leaked(), "class loaders are kept, seed " + seed);
        assertEquals(List.of(), storm.notWiredOnce());
        run.unpause(Cause.of("storm", ""));
        RunFolder stormed = Training.finished(run);

        System.out.printf(
                "storm: %s, seed %d, %d steps, %.1f steps/s, undisturbed %.1f steps/s, ratio %.3f%n",
                storm.done(), seed, STEPS, rate, calmRate, rate / calmRate);
        assertTrue(Set.copyOf(Storm.BUNDLES).containsAll(before.changed()), () -> "wired anew: " + before.changed());
        for (String kind : List.of("fault", "missing", "swap-refused", "rejected", "rolled-back"))
            assertEquals(List.of(), stormed.journal(kind));
        assertFalse(stormed.journal("swap").isEmpty());
        assertEquals(undisturbed.growth(), stormed.growth());
        assertEquals(undisturbed.metrics(), stormed.metrics(), "seed " + seed);
        assertEquals(undisturbed.weights(STEPS), stormed.weights(STEPS), "seed " + seed);
        assertTrue(rate >= SLOWEST * calmRate, () -> "undisturbed " + calmRate + " steps/s, in the storm " + rate);
    }

    private void watch(Run run) {
        run.subscribe(event -> {
            if (event instanceof RunEvent.Began) began = System.nanoTime();
            if (event instanceof RunEvent.Epoch) epochs.release();
        });
    }

    /** One event in every so many epochs, somewhere in the next one; the last while there are steps left. */
    private void strike(Storm storm, Run run) throws Exception {
        long last = System.nanoTime() - PAUSE_NANOS;
        for (int number = 0; number < SWAPS - 1; number++) {
            assertTrue(
                    epochs.tryAcquire(EPOCHS_PER_SWAP, PATIENCE_SECONDS, TimeUnit.SECONDS),
                    "no step for a minute, " + run.status());
            long moment = run.step() + storm.chance(STEPS_PER_EPOCH);
            while ((run.step() < moment || System.nanoTime() - last < PAUSE_NANOS) && run.status() != RunStatus.FAILED)
                LockSupport.parkNanos(100_000);
            last = System.nanoTime();
            storm.strike(number);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
