package org.espalier.host.runs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.support.Scripted;
import org.espalier.schedule.SizeSchedule;
import org.junit.jupiter.api.Test;

class WatchingTest extends HostedTinyRuns {
    private static final String WIDTH =
            "growth: [ { id: width, type: schedule, dims: hidden, at-epoch: { 1: 6, 2: 7, 3: 9, 7: 12 } } ]\n";

    @Test
    void whoComesLateIsToldTheSizesOfNow() throws Exception {
        CountDownLatch grown = new CountDownLatch(1);
        CountDownLatch watched = new CountDownLatch(1);
        container.put(container.registry().strategies(), "script", new Scripted((seen, state) -> {
            if (seen.dims().get(0).size() == 4) {
                return Decision.grow(GrowthPlan.of(GrowthOp.resize("hidden", 9)), "first", state);
            }
            grown.countDown();
            await(watched);
            return Decision.keep("second", state);
        }));
        Run run = start("growth: [ { id: width, type: script, dims: hidden, every: 3 steps } ]\ndeadline: 1 min\n");
        await(grown);
        List<RunEvent> told = new ArrayList<>();
        run.subscribe(told::add).close();
        watched.countDown();
        RunEvent.Began began = (RunEvent.Began) told.get(0);
        assertEquals(List.of(new RunEvent.DimSize("hidden", "width", 9, 64)), began.dims());
        assertEquals(4 * 9 + 9 + 9 * 2, began.parameters());
        assertEquals(21, began.steps());
        assertTrue(began.step() >= 3 && began.step() <= 6, began::toString);
        finished(run);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTimeBeyondTheEndIsWarnedOfAtTheBeginning() throws Exception {
        container.put(container.registry().strategies(), "schedule", new SizeSchedule());
        Run run = start(WIDTH);
        List<RunEvent> told = new ArrayList<>();
        run.subscribe(told::add);
        finished(run);
        List<String> late = List.of(
                "at-epoch.3: size 9 is never taken, the run ends with epoch 3",
                "at-epoch.7: size 12 is never taken, the run ends with epoch 3");
        assertEquals(
                late,
                journal(run, "warning").stream().map(line -> line.get("why")).toList());
        assertEquals(0, journal(run, "warning").get(0).get("step"));
        assertEquals("width", journal(run, "warning").get(0).get("entry"));
        assertEquals(
                late.stream().map(why -> "width: " + why).toList(),
                told.stream()
                        .filter(e -> e instanceof RunEvent.Noted noted
                                && noted.kind().equals("warning"))
                        .map(e -> ((RunEvent.Noted) e).text())
                        .toList());
    }

    @Test
    void everyGrowthIsJournalledWithItsLimit() throws Exception {
        container.put(container.registry().strategies(), "schedule", new SizeSchedule());
        Run run = start(WIDTH);
        finished(run);
        assertEquals(
                List.of("6 of 64", "7 of 64"),
                journal(run, "growth").stream()
                        .map(line -> line.get("to") + " of " + line.get("limit"))
                        .toList());
    }
}
