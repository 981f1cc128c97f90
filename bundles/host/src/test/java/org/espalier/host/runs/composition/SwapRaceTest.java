package org.espalier.host.runs.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.espalier.api.data.DataSource;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.optimize.Loss;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.MeanSquare;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TappedMlp;
import org.espalier.host.support.TinyContainer;
import org.espalier.host.support.TinyMlp;
import org.espalier.host.support.Watched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plugins that go at the worst moment: while the run looks at what has come. */
@Timeout(60)
class SwapRaceTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 150\ncheckpoint: { every: 1 h }\n";
    private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

    /** Does what was armed, once, when a plugin is asked for its settings. */
    private final Watched hooked = new Watched(called -> {
        if (called.endsWith(".settings")) {
            next.getAndSet(() -> {}).run();
        }
    });

    /** Has a plugin leave on a thread of its own, as that waits for whoever holds it; it has left the shelf on return. */
    private CompletableFuture<Void> leaves(Shelf<?> shelf, String name, Runnable leaving) {
        Slot<?> slot = shelf.best(name).orElseThrow();
        CompletableFuture<Void> done = CompletableFuture.runAsync(leaving);
        while (!slot.gone()) {
            Thread.onSpinWait();
        }
        return done;
    }

    private void modelLeaves() {
        leaves(
                container.registry().models(),
                "mlp",
                () -> container.take(container.registry().models(), "mlp"));
    }

    @Test
    void aNewcomerIsNotBlamedForAnotherThatLeavesMeanwhile() throws Exception {
        Map<String, SavedParameter> undisturbed = undisturbed(LONG);
        Run run = start(LONG);
        run.pause(CAUSE);
        CountDownLatch waiting = told(run, "waiting", "model");
        next.set(this::modelLeaves);
        container.put(container.registry().data(), "tiny", hooked.as(DataSource.class, new TinyContainer.TinySource()));
        waiting.await();
        container.put(container.registry().models(), "mlp", new TinyMlp());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(List.of(), journal(run, "swap-refused"));
        assertEquals(undisturbed, newest(run).parameters());
    }

    /** It was found already when it goes, and is to be held. */
    @Test
    void aPluginThatGoesBetweenBeingFoundAndBeingHeldIsWaitedFor() throws Exception {
        Map<String, SavedParameter> undisturbed = undisturbed(LONG);
        Run run = start(LONG);
        run.pause(CAUSE);
        CountDownLatch waiting = told(run, "waiting", "model");
        next.set(this::modelLeaves);
        container.put(container.registry().losses(), "mean-square", hooked.as(Loss.class, new MeanSquare()));
        waiting.await();
        container.put(container.registry().models(), "mlp", new TinyMlp());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(undisturbed, newest(run).parameters());
        List<Object> swapped =
                journal(run, "swap").stream().map(line -> line.get("key")).toList();
        assertEquals(List.of("model", "loss"), swapped, "both were taken up, and said once");
    }

    @Test
    void anOrderIsNotTakenForDoneIfAPluginGoesMeanwhile() throws Exception {
        Run run = start(LONG.replace("150", "400"));
        run.pause(CAUSE);
        CountDownLatch swapped = told(run, "swap", "loss");
        container.put(container.registry().losses(), "mean-square", hooked.as(Loss.class, new MeanSquare()));
        swapped.await();
        next.set(this::modelLeaves);
        String refusal = assertThrows(RefusedException.class, () -> run.set(Map.of("clip", "1"), CAUSE))
                .getMessage();
        assertTrue(refusal.contains("model.type: mlp"), refusal);
        container.put(container.registry().models(), "mlp", new TinyMlp());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(List.of(), journal(run, "set"));
        assertTrue(newest(run).notes().get(Snapshots.JOB).lines().noneMatch(line -> line.startsWith("clip: 1")));
    }

    @Test
    void whoeverAsksForPlansOfARunThatWaitsIsToldSoAndTheRunGoesOn() throws Exception {
        Run run = start(LONG);
        run.pause(CAUSE);
        CountDownLatch waiting = told(run, "waiting", "model");
        container.take(container.registry().models(), "mlp");
        waiting.await();
        assertEquals(
                "tiny/1: waits for model; it can be asked again when that is there",
                assertThrows(RefusedException.class, run::plan).getMessage());
        container.put(container.registry().models(), "mlp", new TinyMlp());
        run.unpause(CAUSE);
        finished(run);
    }

    @Test
    void aSourceThatGoesWhileItMakesTheDataReadyIsWaitedFor() throws Exception {
        Map<String, SavedParameter> undisturbed = undisturbed(LONG);
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        Watched slow = new Watched(called -> {
            if (called.equals("DataSource.open")) {
                opening.countDown();
                await(gone);
                throw new NoClassDefFoundError("of a bundle that was stopped");
            }
        });
        container.put(container.registry().data(), "tiny", slow.as(DataSource.class, new TinyContainer.TinySource()));
        Run run = start(LONG);
        opening.await();
        container.take(container.registry().data(), "tiny");
        gone.countDown();
        container.put(container.registry().data(), "tiny", new TinyContainer.TinySource());
        finished(run);
        assertEquals(undisturbed, newest(run).parameters());
    }

    /** Of two that are due, the second is taken away while the first answers: it stays until both have. */
    @Test
    void aStrategyIsHeldWhileTheOneBeforeItAnswers() throws Exception {
        container.put(container.registry().models(), "mlp", new TappedMlp());
        String two = LONG
                + "model: { type: mlp, hidden: 4, rank: 1, taps: false, reports: false }\ngrowth: [ { id: first, type: first, dims: rank, every: 40 steps },"
                + " { id: width, type: steady, dims: hidden, every: 40 steps } ]\ngrace: 1 min\n";
        container.put(container.registry().strategies(), "first", keeping(() -> {}));
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        Map<String, SavedParameter> undisturbed = undisturbed(two);
        AtomicReference<CompletableFuture<Void>> back = new AtomicReference<>();
        container.put(
                container.registry().strategies(),
                "first",
                keeping(() -> back.compareAndSet(null, goesAndComesBack())));
        Run run = start(two);
        finished(run);
        back.get().join();
        assertEquals(undisturbed, newest(run).parameters());
        assertEquals(List.of(), journal(run, "missing"));
    }

    private CompletableFuture<Void> goesAndComesBack() {
        Shelf<GrowthStrategy<?>> shelf = container.registry().strategies();
        return leaves(shelf, "steady", () -> container.put(shelf, "steady", Scripted.widening()));
    }

    private static Scripted keeping(Runnable then) {
        return new Scripted((seen, state) -> {
            then.run();
            return Decision.keep("as it is", state);
        });
    }

    /** A wish that comes while the run waits for a strategy's return must not keep it from noticing that its grace is over. */
    @Test
    void aRunThatWaitsForAStrategyHearsWhatIsAskedOfItAfterwards() throws Exception {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        String width = "growth: [ { id: width, type: steady, dims: hidden, every: 40 steps } ]\n";
        Run run = start(LONG.replace("150", "100000") + "grace: 300 ms\n" + width);
        run.pause(CAUSE);
        container.take(container.registry().strategies(), "steady");
        CountDownLatch missing = told(run, "missing", "");
        run.unpause(CAUSE);
        while (missing.getCount() > 0) {
            run.plan();
        }
        run.stop();
        run.await();
        assertEquals(1, journal(run, "missing").size());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
