package org.espalier.host.runs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunEvent.DimSize;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Path DIRECTORY = Path.of("runs/a/1");
    private final Standing standing = new Standing();

    private static List<DimSize> width(int size) {
        return List.of(new DimSize("hidden", "width", size, 64));
    }

    private static RunEvent.Began began(long step, long parameters, int width) {
        return new RunEvent.Began("a/1", DIRECTORY, step, 60, 6, 0, parameters, width(width));
    }

    @Test
    void whoComesLateIsToldTheLastLossesWithTheSizesOfNow() {
        standing.on(new RunEvent.Preparing("data", 1, 2));
        standing.on(began(0, 100, 4));
        RunEvent.Noted warned = new RunEvent.Noted(0, "warning", "in vain");
        standing.on(warned);
        standing.on(new RunEvent.Stepped(5, 1, .9, 10, 6));
        standing.on(new RunEvent.Epoch(1, .8, .85, 100, width(4)));
        standing.on(new RunEvent.Grown(10, "w", "hidden", 4, 9, "why", 2, "unchanged", 3, 230, width(9)));
        RunEvent.Stepped last = new RunEvent.Stepped(12, 2, .7, 10, 5);
        standing.on(last);
        assertEquals(
                List.of(began(12, 230, 9), warned, new RunEvent.Epoch(1, .8, .85, 230, width(9)), last),
                standing.events());
    }

    @Test
    void ofARunThatHasEndedTheEndIsTold() {
        standing.on(began(0, 100, 4));
        standing.on(new RunEvent.Epoch(1, .8, .85, 100, width(4)));
        RunEvent end = new RunEvent.Ended(new RunResult(RunStatus.STOPPED, "", List.of(), List.of()), Map.of());
        standing.on(end);
        assertEquals(List.of(end), standing.events());
    }
}
