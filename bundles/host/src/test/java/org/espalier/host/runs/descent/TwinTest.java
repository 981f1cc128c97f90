package org.espalier.host.runs.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.espalier.api.run.Comparison;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.Controlled.Verdict;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.ResumeRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunComparer;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.store.Json;
import org.espalier.host.store.RunLock;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.Scripted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that are trained once more with something left out. */
@Timeout(60)
class TwinTest extends HostedTinyRuns {
    private static final String WIDTH = "growth: [ { id: width, type: steady, dims: hidden, every: 7 steps } ]\n";

    private final List<Path> reported = new CopyOnWriteArrayList<>();

    @BeforeEach
    void growAndReport() {
        container.put(container.registry().strategies(), "steady", Scripted.widening());
        reportBy(directory -> {
            reported.add(directory);
            return directory.resolve("report.html");
        });
    }

    private Snapshot birth(Run run) throws Exception {
        return checkpoints(run).at(0).snapshot();
    }

    private Run trained() throws Exception {
        Run run = start(WIDTH);
        finished(run);
        return run;
    }

    @Test
    void anUntrainedTwinGrowsByTheSameQuestionsAndKeepsEveryWeight() throws Exception {
        Run run = trained();
        Run twin = runs.control(run.directory(), Control.UNTRAINED);
        finished(twin);
        assertEquals("tiny-untrained/1", twin.id());
        assertEquals(newest(run).dims(), newest(twin).dims());
        assertEquals(newest(run).position(), newest(twin).position());
        assertEquals(birth(run).parameters(), birth(twin).parameters());
        float[] born = birth(twin).parameters().get("w1").values();
        SavedParameter end = newest(twin).parameters().get("w1");
        assertArrayEquals(born, Arrays.copyOf(end.values(), born.length));
        end.moments().forEach(moment -> assertArrayEquals(new float[moment.length], moment));
        float[] trained = newest(run).parameters().get("w1").values();
        assertNotEquals(Arrays.toString(born), Arrays.toString(Arrays.copyOf(trained, born.length)));
    }

    @Test
    void aTwinOfShuffledTargetsIsBornTheSameAndLearnsLessOfHeldOutSamples() throws Exception {
        Run run = start("epochs: 60\noptimizer: { type: adamw, lr: 0.02 }\n");
        finished(run);
        Run twin = runs.control(run.directory(), Control.SHUFFLED);
        finished(twin);
        assertEquals("tiny-shuffled/1", twin.id());
        assertEquals(birth(run).parameters(), birth(twin).parameters());
        assertTrue(heldOut(twin) > 2 * heldOut(run), () -> "held out: " + run + ", " + twin);
    }

    private static double heldOut(Run run) throws Exception {
        return ((Number) Json.parse(Files.readString(run.directory().resolve("result.json")))
                        .get("held-out"))
                .doubleValue();
    }

    @Test
    void aTwinGetsWhatPeopleChangedInTheOriginal() throws Exception {
        Run run = start("epochs: 400\ncheckpoint: { every: 1 h }\n");
        run.set(Map.of("optimizer.lr", "0.001"), CAUSE);
        run.set(Map.of("clip", "1"), CAUSE);
        finished(run);
        Run twin = runs.control(run.directory(), Control.UNTRAINED);
        finished(twin);
        assertEquals(
                journal(run, "set").stream()
                        .map(line -> line.get("step") + " " + line.get("key"))
                        .toList(),
                journal(twin, "set").stream()
                        .map(line -> line.get("step") + " " + line.get("key"))
                        .toList());
        assertEquals(2, journal(twin, "set").size());
    }

    @Test
    void theOriginalKnowsOfATwinThatHasFinishedAndIsReportedOnceMore() throws Exception {
        Run run = trained();
        Path told = run.directory().resolve("controls/untrained.json");
        Run twin = runs.control(run.directory(), Control.UNTRAINED);
        finished(twin);
        assertEquals("tiny-untrained/1", Json.parse(Files.readString(told)).get("run"));
        assertEquals(List.of(run.directory(), twin.directory(), run.directory()), reported);
        Run again = runs.control(run.directory(), Control.UNTRAINED);
        finished(again);
        assertEquals("tiny-untrained/2", Json.parse(Files.readString(told)).get("run"));
    }

    /** What nobody has made: that a run's page is set beside those of its controls is the report bundle's work. */
    private record Verdicts(Controlled said) implements RunComparer {
        @Override
        public Comparison compare(List<Path> directories, Path page) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Controlled controlled(Path directory) {
            return said;
        }

        @Override
        public Path report(Path directory) {
            return directory;
        }
    }

    private static Controlled said(long steps) {
        Comparison.Compared run = new Comparison.Compared(
                "tiny/1", "finished", List.of(), steps, 1, 1, 1, Map.of(), steps, 1, 1, 1, Map.of("hidden", 7));
        Verdict verdict = new Verdict("hidden", 4, "further than untrained weights, which do not grow it");
        return Controlled.of(run, Map.of(), List.of(verdict), "grown further than untrained weights 1 of 1");
    }

    @Test
    void whatAControlSaysStandsInTheOriginalsJournal() throws Exception {
        Run run = trained();
        reportBy(new Verdicts(said(21)));
        finished(runs.control(run.directory(), Control.UNTRAINED));
        List<Map<String, Object>> lines = journal(run, "control");
        assertEquals(1, lines.size());
        Map<String, Object> line = lines.get(0);
        assertEquals(21, ((Number) line.get("step")).intValue());
        assertEquals("untrained", line.get("control"));
        assertEquals("tiny-untrained/1", line.get("name"));
        assertEquals("grown further than untrained weights 1 of 1", line.get("why"));
        assertEquals(Map.of("hidden", "further than untrained weights, which do not grow it"), line.get("sizes"));
        Run resumed = runs.resume(ResumeRequest.of(run.directory()).set("epochs", "4"));
        finished(resumed);
    }

    @Test
    void theJournalOfAnOriginalThatIsBeingTrainedIsLeftAlone() throws Exception {
        Run run = trained();
        reportBy(new Verdicts(said(21)));
        Run twin;
        try (RunLock other = RunLock.acquire(run.directory())) {
            twin = runs.control(run.directory(), Control.UNTRAINED);
            finished(twin);
        }
        assertEquals(List.of(), journal(run, "control"));
        assertTrue(Files.exists(run.directory().resolve("controls/untrained.json")));
    }

    @Test
    void aTwinThatIsStoppedAndResumedIsATwinStill() throws Exception {
        Run run = start("epochs: 400\ncheckpoint: { every: 1 h }\n");
        finished(run);
        Run twin = runs.control(run.directory(), Control.SHUFFLED);
        after(twin, 1);
        twin.stop();
        twin.await();
        Run resumed = runs.resume(twin.directory());
        finished(resumed);
        Run undisturbed = runs.control(run.directory(), Control.SHUFFLED);
        finished(undisturbed);
        assertEquals(newest(undisturbed).parameters(), newest(resumed).parameters());
        assertTrue(Files.exists(run.directory().resolve("controls/shuffled.json")));
    }

    @Test
    void aControlHasNoControls() throws Exception {
        Run run = trained();
        Run twin = runs.control(run.directory(), Control.UNTRAINED);
        finished(twin);
        String why = assertThrows(RefusedException.class, () -> runs.control(twin.directory(), Control.SHUFFLED))
                .getMessage();
        assertTrue(why.endsWith("is a control itself; name the run that it belongs to"), why);
    }

    @Test
    void anOriginalThatIsNoMoreCostsItsTwinNothing() throws Exception {
        Run run = start("epochs: 400\ncheckpoint: { every: 1 h }\n");
        finished(run);
        Run twin = runs.control(run.directory(), Control.UNTRAINED);
        Files.delete(run.directory().resolve("job.yaml"));
        finished(twin);
        assertTrue(Files.notExists(run.directory().resolve("controls")));
    }
}
