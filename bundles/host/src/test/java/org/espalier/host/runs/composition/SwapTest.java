package org.espalier.host.runs.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.model.Model;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Swap;
import org.espalier.host.plugins.DroppedIn;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.MeanSquare;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyContainer;
import org.espalier.host.support.TinyMlp;
import org.espalier.host.support.Watched;
import org.espalier.optimizers.AdamW;
import org.espalier.optimizers.ConstantSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plugins change places under runs that train. */
@Timeout(60)
class SwapTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 150\ncheckpoint: { every: 1 h }\n";
    private static final String ENDLESS = LONG.replace("150", "100000") + "grace: 1 ms\n";
    private static final String WIDTH = "growth: [ { id: width, type: steady, dims: hidden, every: 40 steps } ]\n";

    private static List<Object> swaps(Run run) throws Exception {
        return journal(run, "swap").stream().map(line -> line.get("key")).toList();
    }

    @Test
    void everyPluginIsReplacedInMidRunAndNoBitChanges() throws Exception {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        Map<String, SavedParameter> undisturbed = undisturbed(LONG + WIDTH);
        Run run = start(LONG + WIDTH);
        run.pause(CAUSE);
        container.put(container.registry().models(), "mlp", new TinyMlp());
        container.put(container.registry().losses(), "mean-square", new MeanSquare());
        container.put(container.registry().optimizers(), "adamw", new AdamW());
        container.put(container.registry().schedules(), "constant", new ConstantSchedule());
        container.put(container.registry().data(), "tiny", new TinyContainer.TinySource());
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(undisturbed, newest(run).parameters());
        assertEquals(
                Set.of("model", "loss", "optimizer", "optimizer.schedule", "data", "growth.width"),
                Set.copyOf(swaps(run)));
    }

    @Test
    void aRunWaitsForAModelThatHasGoneAndTakesUpWhereItWas() throws Exception {
        Map<String, SavedParameter> undisturbed = undisturbed(LONG);
        Run run = start(LONG);
        run.pause(CAUSE);
        CountDownLatch waiting = told(run, "waiting");
        container.take(container.registry().models(), "mlp");
        waiting.await();
        container.put(container.registry().models(), "mlp", new TinyMlp());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(undisturbed, newest(run).parameters());
        String note = String.valueOf(journal(run, "swap").get(0).get("note"));
        assertTrue(note.matches("held-out loss (.+) before, \\1 after"), note);
    }

    @Test
    void aRunThatWaitsIsStoppedAndResumedWithoutALostStep() throws Exception {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        Map<String, SavedParameter> undisturbed = undisturbed(LONG + WIDTH);
        Run run = start(LONG + WIDTH);
        run.pause(CAUSE);
        CountDownLatch waiting = told(run, "waiting");
        container.take(container.registry().optimizers(), "adamw");
        waiting.await();
        run.stop();
        assertEquals(RunStatus.STOPPED, run.await().status());
        container.put(container.registry().optimizers(), "adamw", new AdamW());
        Run again = runs.resume(run.directory());
        finished(again);
        assertEquals(undisturbed, newest(again).parameters());
    }

    @Test
    void aStrategyThatIsBackWithinItsGraceHasMissedNothing() throws Exception {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        String job = LONG + "grace: 1 min\n" + WIDTH;
        Map<String, SavedParameter> undisturbed = undisturbed(job);
        Run run = start(job);
        run.pause(CAUSE);
        container.take(container.registry().strategies(), "steady");
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(undisturbed, newest(run).parameters());
        assertEquals(List.of(), journal(run, "missing"));
    }

    @Test
    void aRunGoesOnWithoutAStrategyThatStaysAwayAndTakesItUpWhenItReturns() throws Exception {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        Run run = start(ENDLESS + WIDTH.replace("dims: hidden", "dims: hidden, after: 1 epoch"));
        CountDownLatch missing = told(run, "missing");
        CountDownLatch returned = told(run, "returned");
        container.take(container.registry().strategies(), "steady");
        missing.await();
        run.pause(CAUSE);
        assertEquals("missing", run.plan().get(0).answer());
        assertEquals("", run.plan().get(0).served());
        run.unpause(CAUSE);
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        returned.await();
        run.stop();
        run.await();
        double asked = newest(run).strategies().get("width").state().number("asked", 0);
        assertTrue(asked >= 1, () -> "asked " + asked);
        assertEquals(1, journal(run, "missing").size());
    }

    @Test
    void aStrategyThatCannotReadTheStateIsNotTakenUnlessItMayBeginAnew() throws Exception {
        Shelf<GrowthStrategy<?>> shelf = container.registry().strategies();
        container.put(shelf, "steady", Scripted.widening());
        Run run = start(ENDLESS + WIDTH);
        run.pause(CAUSE);
        CountDownLatch refused = told(run, "swap-refused");
        CountDownLatch grown = new CountDownLatch(1);
        run.subscribe(event -> {
            if (event instanceof RunEvent.Grown) {
                grown.countDown();
            }
        });
        run.unpause(CAUSE);
        grown.await();
        container.put(shelf, "steady", 2, Scripted.widening());
        refused.await();
        String why = String.valueOf(journal(run, "swap-refused").get(0).get("why"));
        assertTrue(why.contains("schema 2 cannot go on from a"), why);
        run.set(Map.of("growth.width.state", "fresh"), CAUSE);
        run.pause(CAUSE);
        run.stop();
        run.await();
        assertEquals(
                "its state begins anew",
                journal(run, "swap").get(journal(run, "swap").size() - 1).get("note"));
    }

    @Test
    void aNewcomerThatDoesNotRunIsRefusedWhileTheRunGoesOn() throws Exception {
        Map<String, SavedParameter> undisturbed = undisturbed(LONG);
        Run run = start(LONG);
        run.pause(CAUSE);
        CountDownLatch refused = told(run, "swap-refused");
        Watched broken = new Watched(called -> {
            if (called.equals("Program.forward")) {
                throw new IllegalStateException("not today");
            }
        });
        container.put(container.registry().models(), "mlp", broken.as(Model.class, new TinyMlp()));
        refused.await();
        container.put(container.registry().models(), "mlp", new TinyMlp());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(undisturbed, newest(run).parameters());
    }

    @Test
    void anOperatorSwapsTheScheduleAndTheOptimizer() throws Exception {
        Run run = start(LONG.replace("150", "400"));
        run.pause(CAUSE);
        assertEquals(
                "tiny/1: optimizer: sgd — keeps [] of w1, not the [first, second] that there are; --fresh lets it begin with zeros",
                assertThrows(
                                RefusedException.class,
                                () -> run.swap(Swap.at("optimizer").to("sgd").set("lr", "0.01"), CAUSE))
                        .getMessage());
        Swap toSgd = Swap.at("optimizer").to("sgd").set("lr", "0.01").fresh();
        assertEquals(
                List.of("optimizer"),
                run.trySwap(toSgd).changes().stream().map(Changed::key).toList());
        assertEquals(List.of(), journal(run, "swap"));
        List<Changed> done = run.swap(toSgd, CAUSE);
        assertEquals("adamw", done.get(0).from());
        assertEquals("sgd", done.get(0).to());
        assertEquals("its state begins anew", done.get(0).note());
        run.swap(Swap.at("optimizer.schedule").to("plateau").set("patience", "3"), CAUSE);
        run.unpause(CAUSE);
        finished(run);
        assertEquals(0, newest(run).parameters().get("w1").moments().size());
        String job = newest(run).notes().get(Snapshots.JOB);
        assertTrue(job.contains("sgd") && job.contains("plateau") && job.contains("patience: 3"), job);
        Run longer = runs.resume(run.directory(), Map.of("epochs", "401"), CAUSE);
        finished(longer);
        assertEquals(
                "plateau", newest(longer).schedules().get(Snapshots.SCHEDULE).type());
        assertEquals(0, newest(longer).parameters().get("w1").moments().size());
    }

    @Test
    void aJarOfTheSameVersionIsToldByWhenItWasWritten() throws Exception {
        Shelf<GrowthStrategy<?>> shelf = container.registry().strategies();
        container.put(shelf, "steady", 1, "org.example.steady 1.0.0", Scripted.widening());
        Run run = start(LONG + WIDTH);
        run.pause(CAUSE);
        CountDownLatch swapped = told(run, "swap");
        container.take(shelf, "steady");
        DroppedIn.add(shelf, "steady", "org.example.steady 1.0.0", 1_000_000_000_123L, Scripted.widening());
        swapped.await();
        Map<String, Object> line = journal(run, "swap").get(0);
        assertEquals(line.get("from"), line.get("to"));
        assertEquals("a jar written 2001-09-09T01:46:40Z", line.get("note"));
    }

    @Test
    void aSwapThatGivesTheModelASizeOfBirthIsRefused() throws Exception {
        Run run = start(LONG);
        run.pause(CAUSE);
        Swap swap = Swap.at("model").set("hidden", "5");
        String born = "--set: model.hidden: 5 — says with what a run is born";
        assertTrue(assertThrows(RefusedException.class, () -> run.swap(swap, CAUSE))
                .getMessage()
                .startsWith(born));
        assertTrue(assertThrows(RefusedException.class, () -> run.trySwap(swap))
                .getMessage()
                .startsWith(born));
        assertEquals(1, run.swap(Swap.at("model").set("most", "80"), CAUSE).size());
    }

    @Test
    void aSwapOfAPlaceThatThereIsNotOrToAPluginThatThereIsNotIsRefused() throws Exception {
        Run run = start(LONG.replace("150", "400"));
        run.pause(CAUSE);
        assertTrue(assertThrows(
                        RefusedException.class,
                        () -> run.swap(Swap.at("optimiser").to("sgd"), CAUSE))
                .getMessage()
                .startsWith(
                        "swap: optimiser: names no plugin of the run; there are data, init, loss, model, optimizer,"));
        assertTrue(assertThrows(
                        RefusedException.class,
                        () -> run.swap(Swap.at("optimizer").to("sgdd"), CAUSE))
                .getMessage()
                .contains("did you mean sgd?"));
        run.unpause(CAUSE);
        finished(run);
        assertEquals(List.of(), journal(run, "swap"));
    }

    @Test
    void aRunKeepsItsDataForLifeThoughItsSourceMayBeUpdated() throws Exception {
        Run run = start(LONG.replace("150", "400"));
        run.pause(CAUSE);
        String why = assertThrows(
                        RefusedException.class, () -> run.swap(Swap.at("data").set("train", "3"), CAUSE))
                .getMessage();
        assertTrue(why.startsWith("swap: data: a run keeps its data for life"), why);
        container.put(container.registry().data(), "tiny", new TinyContainer.TinySource());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(List.of("data"), swaps(run));
    }
}
