package org.espalier.host.runs.steering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.ResumeRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Swap;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.runs.saving.Juncture;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.Scripted;
import org.espalier.optimizers.AdamW;
import org.espalier.optimizers.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was ordered after the checkpoint from which a run goes on is done again, waited for, refused or dropped, never lost. */
@Timeout(60)
class OrdersAgainTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 150\ncheckpoint: { every: 1 h, keep: 100 }\n";
    private long step;
    private Map<String, SavedParameter> whole = Map.of();

    /** A run that was given a swap in its middle and trained to its end; then put back to its birth, as by a kill. */
    private Run swapped(Swap swap) throws Exception {
        Run run = start(LONG);
        pauseAfter(run, 1);
        step = run.step();
        run.swap(swap, CAUSE);
        run.unpause(CAUSE);
        finished(run);
        whole = newest(run).parameters();
        cutBack(run, 0);
        return run;
    }

    private Run swappedToGentle() throws Exception {
        container.put(container.registry().optimizers(), "gentle", new Sgd());
        return swapped(Swap.at("optimizer").to("gentle").set("lr", "0.01").fresh());
    }

    private static String orders(Run run) throws Exception {
        return Files.readString(run.directory().resolve("orders.jsonl"));
    }

    private void gentleIsGone() {
        container.take(container.registry().optimizers(), "gentle");
    }

    private void gentleIsBack() {
        container.put(container.registry().optimizers(), "gentle", new Sgd());
    }

    private static Run waiting(Run run) {
        while (run.status() != RunStatus.WAITING) {
            assertFalse(Set.of(RunStatus.FINISHED, RunStatus.FAILED).contains(run.status()), run::id);
            Thread.onSpinWait();
        }
        return run;
    }

    @Test
    void aRunWaitsForThePluginOfAnOrderAndIsThenWhatItWas() throws Exception {
        Run run = swappedToGentle();
        String kept = orders(run);
        gentleIsGone();
        Run again = waiting(runs.resume(run.directory()));
        assertEquals(step, again.step());
        String order = "swap optimizer gentle lr=0.01 (somebody, after step " + step + ")";
        assertEquals(
                "tiny/1: waits for gentle, which " + order + " needs; nothing can be changed till then",
                assertThrows(RefusedException.class, () -> again.set(Map.of("clip", "1"), CAUSE))
                        .getMessage());
        gentleIsBack();
        finished(again);
        assertEquals(whole, newest(again).parameters());
        assertEquals(kept, orders(again));
        assertEquals(
                List.of("optimizer gentle"),
                journal(again, "waiting").stream()
                        .map(line -> line.get("key") + " " + line.get("name"))
                        .toList());
        assertEquals(
                order + " is to be done again and needs gentle: the run will wait there for it",
                journal(again, "warning").get(0).get("why"));
    }

    @Test
    void aRunThatIsStoppedWhileItWaitsForAnOrderWaitsAgain() throws Exception {
        Run run = swappedToGentle();
        gentleIsGone();
        Run again = waiting(runs.resume(run.directory()));
        again.stop();
        assertEquals(RunStatus.STOPPED, again.await().status());
        assertEquals(step, newest(again).position().step());
        Run third = waiting(runs.resume(run.directory()));
        assertEquals(step, third.step());
        gentleIsBack();
        finished(third);
        assertEquals(whole, newest(third).parameters());
    }

    @Test
    void anOrderThatIsRefusedEndsTheRunAtItsStepWithItsStateKept() throws Exception {
        container.put(container.registry().optimizers(), "gentle", new AdamW());
        Run run = swapped(Swap.at("optimizer").to("gentle").set("lr", "0.01"));
        gentleIsBack(); // as another, which has no moments
        RunResult end = runs.resume(run.directory()).await();
        assertEquals(RunStatus.FAILED, end.status());
        assertEquals(
                "swap optimizer gentle lr=0.01 (somebody, after step " + step
                        + ") cannot be done again: optimizer: gentle — keeps [] of w1, not the [first, second] that there are;"
                        + " --fresh lets it begin with zeros; put back what it was done with, or 'resume tiny/1 --drop-orders'"
                        + " goes on without it",
                end.message());
        assertEquals(step, newest(run).position().step());
        assertEquals("0", newest(run).notes().get(Snapshots.ORDERS));
        Map<String, Object> line = journal(run, "order-refused").get(0);
        assertEquals("somebody", line.get("actor"));
        assertEquals(step, ((Number) line.get("step")).longValue());
        assertEquals(RunStatus.FAILED, runs.resume(run.directory()).await().status(), "and not one step is lost");
        assertEquals(step, newest(run).position().step());

        container.put(container.registry().optimizers(), "gentle", new AdamW());
        finished(runs.resume(run.directory()));
        assertEquals(whole, newest(run).parameters());
    }

    @Test
    void anOrderThatIsCertainToBeRefusedRefusesTheResume() throws Exception {
        Run run = start(LONG);
        pauseAfter(run, 1);
        step = run.step();
        run.set(Map.of("optimizer.lr", "0.001"), CAUSE);
        run.unpause(CAUSE);
        finished(run);
        cutBack(run, 0);
        String journal = Files.readString(run.directory().resolve("journal.jsonl"));
        Path orders = run.directory().resolve("orders.jsonl");
        Files.writeString(orders, orders(run).replace("0.001", "-1"));
        String order = "set optimizer.lr=-1 (somebody, after step " + step + ")";
        assertEquals(
                run.directory() + ": " + order + " cannot be done again: optimizer.lr: -1 — must be in [1e-12, 1000];"
                        + " put back what it was done with, or 'resume tiny/1 --drop-orders' goes on without it",
                assertThrows(RefusedException.class, () -> runs.resume(run.directory()))
                        .getMessage());
        assertEquals(journal, Files.readString(run.directory().resolve("journal.jsonl")));

        Run dropped = runs.resume(ResumeRequest.of(run.directory()).droppingOrders());
        finished(dropped);
        assertEquals(order, journal(dropped, "order-dropped").get(0).get("name"));
        assertEquals("", orders(run));
    }

    @Test
    void whatCannotBeDoneAgainIsDroppedForGoodIfThatIsAskedFor() throws Exception {
        Run undisturbed = start(LONG);
        finished(undisturbed);
        Run run = swappedToGentle();
        assertNotEquals(newest(undisturbed).parameters(), whole, "the order makes a difference");
        gentleIsGone();
        Run dropped = runs.resume(ResumeRequest.of(run.directory()).droppingOrders());
        finished(dropped);
        assertEquals(newest(undisturbed).parameters(), newest(dropped).parameters());
        Map<String, Object> line = journal(dropped, "order-dropped").get(0);
        assertEquals(step, ((Number) line.get("step")).longValue());
        assertEquals("somebody", line.get("actor"));
        assertTrue(String.valueOf(line.get("why")).startsWith("optimizer.type: gentle — "), line::toString);
        assertEquals("", orders(run));
        gentleIsBack();
        cutBack(run, 0);
        finished(runs.resume(run.directory()));
        assertEquals(newest(undisturbed).parameters(), newest(run).parameters(), "it stays away");
    }

    /** Stops a run in the step after which it would grow, so that its checkpoint lies between the two. */
    private Run stoppedBeforeItsGrowth() throws Exception {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        Run run = start(
                LONG.replace("150", "40") + "growth: [ { id: width, type: steady, dims: hidden, every: 1 epoch } ]\n");
        run.pause(CAUSE);
        Thread here = Thread.currentThread();
        run.subscribe(event -> {
            if (event instanceof RunEvent.Epoch && Thread.currentThread() != here) {
                run.stop();
            }
        });
        run.unpause(CAUSE);
        assertEquals(RunStatus.STOPPED, run.await().status());
        assertTrue(Juncture.of(newest(run)).growthDue());
        return run;
    }

    @Test
    void aSettingGivenAtAResumeHoldsForTheGrowthThatIsStillDueInEveryLifeAlike() throws Exception {
        Run run = stoppedBeforeItsGrowth();
        Snapshot stopped = newest(run);
        long at = stopped.position().step();
        Run rested = runs.resume(
                ResumeRequest.of(run.directory()).set("growth.width", "off").because(CAUSE));
        finished(rested);
        assertEquals(stopped.dims(), newest(rested).dims(), "it has not grown once more");
        whole = newest(rested).parameters();

        cutBack(run, at);
        assertEquals(at, newest(run).position().step());
        assertTrue(newest(run).notes().get(Snapshots.JOB).contains("asked: false"), "it was saved as it was to be");
        finished(runs.resume(run.directory()));
        assertEquals(whole, newest(run).parameters(), "after a kill");

        cutBack(run, at);
        forgetSavedAgain(run);
        assertFalse(newest(run).notes().get(Snapshots.JOB).contains("asked: false"));
        finished(runs.resume(run.directory()));
        assertEquals(whole, newest(run).parameters(), "after a kill before anything was saved");
        assertEquals(RunStatus.FINISHED, runs.replay(run.directory()).await().status());
    }

    /** Takes away all checkpoints of steps that were saved before. */
    private static void forgetSavedAgain(Run run) throws Exception {
        for (Path saved : checkpoints(run).newestFirst()) {
            if (saved.getFileName().toString().contains(".")) {
                try (Stream<Path> files = Files.walk(saved)) {
                    for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
