package org.espalier.host.runs.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.Scripted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A journal and a checkpoint that do not go together: what a kill has left behind the checkpoint is cut off, so both of a growth and
 * its line are there after a resume, or neither; what was lost before it is a refusal. Metrics are figures alone.
 */
@Timeout(60)
class JournalLossTest extends HostedTinyRuns {
    private static final int SAVED = 10;
    private Run run;
    private Path journal;
    private Map<String, SavedParameter> whole;
    private Offsets mark;

    @BeforeEach
    void aRunThatHasGrown() throws Exception {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        run = start("growth: [ { id: width, type: steady, dims: hidden, every: 3 steps } ]\n");
        finished(run);
        whole = newest(run).parameters();
        journal = run.directory().resolve("journal.jsonl");
        mark = checkpoints(run)
                .open(run.directory().resolve("checkpoints/" + SAVED))
                .snapshot()
                .offsets();
    }

    @Test
    void aRunKilledAnywhereBetweenAGrowthAndTheEndOfItsLineEndsBitEqual() throws Exception {
        List<List<Object>> grown = grown(run);
        assertEquals(6, grown.size());
        long line = Files.readString(journal).indexOf('\n', (int) mark.journal()) + 1;
        assertTrue(mark.journal() < line);
        for (long left : new long[] {mark.journal(), (mark.journal() + line) / 2, line}) {
            cutBack(run, SAVED);
            cut(journal, left);
            finished(runs.resume(run.directory()));
            assertEquals(whole, newest(run).parameters(), "cut to " + left);
            assertEquals(grown, grown(run), "cut to " + left);
        }
    }

    @Test
    void aJournalThatHasLostWhatTheCheckpointHadBehindItIsRefusedAndNothingIsTouched() throws Exception {
        cutBack(run, SAVED);
        byte[] good = Files.readAllBytes(journal);
        for (long left : new long[] {0, mark.journal() / 2, mark.journal() - 1}) {
            cut(journal, left);
            refused("journal.jsonl: has " + left + " bytes, the checkpoint has " + mark.journal()
                    + " behind it; bring");
            assertEquals(left, Files.size(journal));
            Files.write(journal, good);
        }
        Files.delete(journal);
        refused("journal.jsonl: has 0 bytes, the checkpoint has");
        assertFalse(Files.exists(journal));
        for (int at : new int[] {0, (int) mark.journal() - 1}) {
            byte[] damaged = good.clone();
            damaged[at] ^= 1;
            Files.write(journal, damaged);
            refused("journal.jsonl:");
            assertArrayEquals(damaged, Files.readAllBytes(journal));
        }
        Files.write(journal, good);
        finished(runs.resume(run.directory()));
        assertEquals(whole, newest(run).parameters());
    }

    @Test
    void metricsThatAreShortOrDamagedOrGoneForbidNothing() throws Exception {
        Path metrics = run.directory().resolve("metrics.jsonl");
        byte[] good = Files.readAllBytes(metrics);
        byte[] damaged = good.clone();
        damaged[0] ^= 1;
        for (byte[] left : List.of(new byte[0], Arrays.copyOf(good, (int) mark.metrics() - 1), damaged)) {
            cutBack(run, SAVED);
            Files.write(metrics, left);
            assertEquals(
                    whole,
                    newest(ended(runs.fork(ForkRequest.of(run.directory())))).parameters());
            finished(runs.resume(run.directory()));
            assertEquals(whole, newest(run).parameters());
            assertEquals(
                    left.length < mark.metrics() ? 1 : 0,
                    journal(run, "warning").stream()
                            .filter(line ->
                                    String.valueOf(line.get("why")).startsWith("metrics.jsonl has " + left.length))
                            .count());
        }
        cutBack(run, SAVED);
        Files.delete(metrics);
        finished(runs.resume(run.directory()));
        assertEquals(whole, newest(run).parameters());
    }

    private static Run ended(Run run) throws InterruptedException {
        finished(run);
        return run;
    }

    private void refused(String why) {
        for (var refused : List.of(
                assertThrows(RefusedException.class, () -> runs.resume(run.directory(), Map.of("epochs", "4"), CAUSE)),
                assertThrows(RefusedException.class, () -> runs.fork(ForkRequest.of(run.directory()))))) {
            assertTrue(refused.getMessage().contains(why), refused::getMessage);
            assertEquals(1, refused.getMessage().lines().count());
        }
        assertFalse(Files.exists(run.directory().resolve("orders.jsonl")));
    }

    private static void cut(Path path, long left) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(left);
        }
    }

    private static List<List<Object>> grown(Run run) throws Exception {
        return journal(run, "growth").stream()
                .map(line -> List.<Object>of(
                        line.get("step"), line.get("dim"), line.get("from"), line.get("to"), line.get("revision")))
                .toList();
    }
}
