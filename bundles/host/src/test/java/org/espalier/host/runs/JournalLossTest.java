package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.run.Run;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.Scripted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A growth and its line in the journal: whatever of the two a kill has left, both or neither are there after a resume. */
@Timeout(60)
class JournalLossTest extends HostedTinyRuns {
    private static final int SAVED = 10;

    @Test
    void aRunKilledAnywhereBetweenAGrowthAndTheEndOfItsLineEndsBitEqual() throws Exception {
        container.put(
                container.registry().strategies(),
                "steady",
                new Scripted((seen, state) -> Decision.grow(
                        GrowthPlan.of(GrowthOp.resize(
                                seen.dims().get(0), seen.dims().get(0).size() + 1)),
                        "steadily",
                        state)));
        Run run = start("growth: [ { id: width, type: steady, dims: hidden, every: 3 steps } ]\n");
        finished(run);
        Map<String, SavedParameter> whole = newest(run).parameters();
        List<List<Object>> grown = grown(run);
        assertEquals(6, grown.size());
        Path journal = run.directory().resolve("journal.jsonl");
        long mark = checkpoints(run)
                .open(run.directory().resolve("checkpoints/" + SAVED))
                .snapshot()
                .offsets()
                .journal();
        long line = Files.readString(journal).indexOf('\n', (int) mark) + 1;
        assertTrue(mark < line);
        for (long left : new long[] {mark, mark + 1, (mark + line) / 2, line - 1, line, line + 1}) {
            cutBack(run, SAVED);
            try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
                file.setLength(left);
            }
            finished(runs.resume(run.directory()));
            assertEquals(whole, newest(run).parameters(), "cut to " + left);
            assertEquals(grown, grown(run), "cut to " + left);
        }
    }

    private static List<List<Object>> grown(Run run) throws Exception {
        return journal(run, "growth").stream()
                .map(line -> List.<Object>of(
                        line.get("step"), line.get("dim"), line.get("from"), line.get("to"), line.get("revision")))
                .toList();
    }
}
