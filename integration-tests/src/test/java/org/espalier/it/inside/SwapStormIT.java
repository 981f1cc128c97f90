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

    @Test
    void aSwapStormInMidRunLosesNoStepAndNoBit() throws Exception {
        Training training = Training.of(runs, SmallJob.asItIs(), folder);
        int epochsPerSwap = PAUSE_MILLIS == 0 ? 1 : epochsPerSwap(training);
        int steps = SWAPS * epochsPerSwap * STEPS_PER_EPOCH;
        Map<String, String> settings =
                Map.of("epochs", Integer.toString(SWAPS * epochsPerSwap), "checkpoint.every", "1 h");
        RunFolder undisturbed = undisturbed(training, "undisturbed", settings, PAUSE_MILLIS == 0 ? calm : new Rate());

        Wirings before = Wirings.now(context);
        long seed = ThreadLocalRandom.current().nextLong();
        Storm storm = new Storm(context, seed);
        Run run = begun(training, "stormed", settings);
        strike(storm, run, epochsPerSwap);
        run.pause(STORM);
        assertEquals(List.of(), storm.leaked(), "class loaders are kept, seed " + seed);
        assertEquals(List.of(), storm.notWiredOnce());
        run.unpause(STORM);
        RunFolder stormed = Training.finished(run);

        double ratio = stormy.perSecond() / calm.perSecond();
        System.out.printf(
                "storm: %s, seed %d, %d steps, %.1f steps/s, undisturbed %.1f steps/s, ratio %.3f%n",
                storm.done(), seed, steps, stormy.perSecond(), calm.perSecond(), ratio);
        assertTrue(Set.copyOf(Storm.BUNDLES).containsAll(before.changed()), () -> "wired anew: " + before.changed());
        for (String kind : List.of("fault", "missing", "swap-refused", "rejected", "rolled-back"))
            assertEquals(List.of(), stormed.journal(kind));
        assertFalse(stormed.journal("swap").isEmpty());
        assertEquals(undisturbed.growth(), stormed.growth());
        assertEquals(undisturbed.metrics(), stormed.metrics(), "seed " + seed);
        assertEquals(undisturbed.weights(steps), stormed.weights(steps), "seed " + seed);
        assertTrue(
                ratio >= SLOWEST,
                () -> "undisturbed " + calm.perSecond() + " steps/s, in the storm " + stormy.perSecond());
    }

    /** So many that the run outlasts the storm, with its pauses, on this machine. */
    private int epochsPerSwap(Training training) throws Exception {
        Rate rate = new Rate();
        undisturbed(training, "calibration", Map.of("epochs", "300"), rate);
        double seconds = PAUSE_MILLIS / 1e3 + CALM_MILLIS / 1e3 / EVENTS_PER_CALM;
        return (int) Math.ceil(2.5 * seconds * rate.perSecond() / STEPS_PER_EPOCH);
    }

    private RunFolder undisturbed(Training training, String name, Map<String, String> settings, Rate rate)
            throws Exception {
        Run run = begun(training, name, settings);
        rate.during(run, run::await);
        return Training.finished(run);
    }

    /** A run that trains. */
    private Run begun(Training training, String name, Map<String, String> settings) throws Exception {
        epochs.drainPermits();
        Run run = training.start(name, settings);
        run.subscribe(event -> {
            if (event instanceof RunEvent.Epoch) epochs.release();
        });
        assertTrue(epochs.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "no epoch, " + run.status());
        return run;
    }

    /** One event in every so many epochs, somewhere in the next one; and now and then a calm to compare with. */
    private void strike(Storm storm, Run run, int epochsPerSwap) throws Exception {
        for (int number = 0; number < SWAPS - 1; number++) {
            if (PAUSE_MILLIS > 0 && number % EVENTS_PER_CALM == 0)
                calm.during(run, () -> pass(CALM_MILLIS, Long.MIN_VALUE, run));
            int event = number;
            stormy.during(run, () -> {
                long begun = System.nanoTime();
                storm.strike(event);
                if (PAUSE_MILLIS == 0)
                    assertTrue(epochs.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "stands, " + run.status());
                long left = PAUSE_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                pass(left, run.step() + storm.chance(STEPS_PER_EPOCH), run);
            });
        }
        assertEquals(RunStatus.TRAINING, run.status(), "there was to be a run till the end");
    }

    /** Lets time and steps pass. */
    private static void pass(long millis, long step, Run run) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while ((System.nanoTime() < end || run.step() < step) && run.status().compareTo(RunStatus.TESTING) < 0)
            LockSupport.parkNanos(100_000);
    }
}
