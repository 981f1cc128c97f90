package org.espalier.host.runs.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.data.DataSource;
import org.espalier.api.growth.Decision;
import org.espalier.api.model.Model;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Swap;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyContainer;
import org.espalier.host.support.TinyMlp;
import org.espalier.host.support.Watched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run holds and takes while a plugin is missing, and what trying a change does. */
@Timeout(60)
class WaitingTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 150\ncheckpoint: { every: 1 h }\n";

    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Pauses a run, takes its plugins away, and waits until the run has noticed. */
    private void miss(Run run, Runnable take) throws Exception {
        CountDownLatch waiting = told(run, "waiting");
        run.pause(CAUSE);
        take.run();
        assertTrue(waiting.await(30, TimeUnit.SECONDS), "not waiting");
    }

    private void watchTheData() {
        container.put(
                container.registry().data(),
                "tiny",
                new Watched(calls::add).as(DataSource.class, new TinyContainer.TinySource()));
    }

    private long called(String what) {
        return calls.stream().filter(what::equals).count();
    }

    @Test
    void anotherPluginIsPutInThePlaceOfTheMissingOneAndTheRunGoesOn() throws Exception {
        Run run = start(LONG);
        miss(run, () -> container.take(container.registry().optimizers(), "adamw"));
        Swap toSgd = Swap.at("optimizer").to("sgd").set("lr", "0.01");
        String why = assertThrows(RefusedException.class, () -> run.swap(toSgd, CAUSE))
                .getMessage();
        assertTrue(why.contains("waits for optimizer, and still would") && why.contains("fresh"), why);
        assertEquals(
                "its state begins anew", run.swap(toSgd.fresh(), CAUSE).get(0).note());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(0, newest(run).parameters().get("w1").moments().size());
    }

    @Test
    void aSettingIsNotChangedWhileThePluginIsMissingAndTheRefusalSaysWhatToDo() throws Exception {
        Run run = start(LONG);
        miss(run, () -> container.take(container.registry().models(), "mlp"));
        String why = assertThrows(RefusedException.class, () -> run.set(Map.of("clip", "1"), CAUSE))
                .getMessage();
        assertTrue(why.startsWith("tiny/1: waits for model, and still would: model.type "), why);
        assertTrue(why.endsWith("bring it back, or swap what is missing"), why);
        container.put(container.registry().models(), "mlp", new TinyMlp());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(List.of(), journal(run, "set"));
    }

    @Test
    void dataThatGoesWhileTheRunWaitsForTheModelIsClosedBeforeItsBundleIsLetGo() throws Exception {
        watchTheData();
        Run run = start(LONG);
        miss(run, () -> container.take(container.registry().models(), "mlp"));
        assertEquals(0, called("Dataset.close"), "it is kept for when the model is back");
        container.take(container.registry().data(), "tiny");
        assertEquals(1, called("Dataset.close"));
        List<String> before = new ArrayList<>(calls);
        container.put(container.registry().data(), "tiny", new TinyContainer.TinySource());
        container.put(container.registry().models(), "mlp", new TinyMlp());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(before, calls, "nobody has called it since");
    }

    @Test
    void whatTheDataIsLikeIsAskedOnceAsLongAsItStaysOpen() throws Exception {
        watchTheData();
        Run run = start(LONG);
        run.pause(CAUSE);
        long asked = called("DataSource.outline");
        run.set(Map.of("clip", "1"), CAUSE);
        run.swap(Swap.at("optimizer.schedule").to("plateau"), CAUSE);
        run.trySwap(Swap.at("optimizer").to("sgd").set("lr", "0.01").fresh());
        assertEquals(asked, called("DataSource.outline"));
        run.unpause(CAUSE);
        finished(run);
        assertEquals(1, called("Dataset.close"));
    }

    @Test
    void aTrialSaysTheLossOnBothSidesAndLeavesNoTrace() throws Exception {
        Map<String, SavedParameter> undisturbed = undisturbed(LONG);
        Run run = start(LONG);
        run.pause(CAUSE);
        container.put(container.registry().models(), "other", new TinyMlp());
        Changed change = run.trySwap(
                        Swap.at("model").to("other").set("hidden", "4").set("most", "64"))
                .changes()
                .get(0);
        assertTrue(change.note().matches("held-out loss (.+) before, \\1 after"), change::note);
        run.unpause(CAUSE);
        finished(run);
        assertEquals(undisturbed, newest(run).parameters());
        assertEquals(List.of(), journal(run, "swap"));
    }

    @Test
    void aTrialOfAPluginThatDoesNotRunIsRefusedAsTheSwapWouldBe() throws Exception {
        Run run = start(LONG);
        run.pause(CAUSE);
        Watched broken = new Watched(called -> {
            if (called.equals("Program.forward")) {
                throw new IllegalStateException("not today");
            }
        });
        container.put(container.registry().models(), "broken", broken.as(Model.class, new TinyMlp()));
        Swap swap = Swap.at("model").to("broken").set("hidden", "4").set("most", "64");
        String trial =
                assertThrows(RefusedException.class, () -> run.trySwap(swap)).getMessage();
        assertTrue(trial.contains("gives no loss on held-out samples"), trial);
        assertEquals(
                trial,
                assertThrows(RefusedException.class, () -> run.swap(swap, CAUSE))
                        .getMessage());
        assertNotEquals(RunStatus.FAILED, run.status());
        run.unpause(CAUSE);
        finished(run);
    }

    @Test
    void settingsOfAStrategyThatIsAwayAreNotChangedUncheckedButHowOftenItIsAskedIs() throws Exception {
        container.put(
                container.registry().strategies(),
                "steady",
                new Scripted((seen, state) -> Decision.keep("steady", state)));
        Run run = start(LONG.replace("150", "100000")
                + "grace: 1 ms\ngrowth: [ { id: width, type: steady, dims: hidden, every: 40 steps } ]\n");
        CountDownLatch missing = told(run, "missing");
        container.take(container.registry().strategies(), "steady");
        assertTrue(missing.await(30, TimeUnit.SECONDS));
        String why = assertThrows(RefusedException.class, () -> run.set(Map.of("growth.width.factor", "99"), CAUSE))
                .getMessage();
        assertEquals(
                "tiny/1: growth.width: steady is not there to check its settings; change them when its bundle is back",
                why);
        run.set(Map.of("growth.width.every", "50 steps"), CAUSE);
        run.stop();
        run.await();
        assertEquals(1, journal(run, "set").size());
    }

    @Test
    void whoeverAsksARunThatHasNoStateYetIsToldSo() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        Watched slow = new Watched(called -> {
            if (called.equals("DataSource.open")) {
                opening.countDown();
                try {
                    gone.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        container.put(container.registry().data(), "tiny", slow.as(DataSource.class, new TinyContainer.TinySource()));
        Run run = start(LONG);
        opening.await();
        container.take(container.registry().models(), "mlp");
        gone.countDown();
        assertEquals(
                "tiny/1: waits for model and has no state yet",
                assertThrows(RefusedException.class, () -> run.set(Map.of("clip", "1"), CAUSE))
                        .getMessage());
        container.put(container.registry().models(), "mlp", new TinyMlp());
        finished(run);
    }
}
