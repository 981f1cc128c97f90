package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

/** A whole run inside the container, from the job file to the report. */
@ExtendWith(ServiceExtension.class)
class SmallRunIT {
    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    private Training training;

    @BeforeEach
    void writeTheJob() throws Exception {
        training = Training.of(runs, SmallJob.asItIs(), folder);
    }

    @Test
    void aRunGrowsByCriterionAndByScheduleAndEveryGrowthHasItsReason() throws Exception {
        RunFolder run = training.finished("runs", Map.of());
        List<String> growth = run.journal("growth");
        assertTrue(
                growth.stream().anyMatch(line -> field(line, "why").matches("explained \\S+ < \\.970")),
                growth::toString);
        List<String> grid = growth.stream()
                .filter(line -> field(line, "entry").equals("grid"))
                .toList();
        assertEquals(1, grid.size(), growth::toString);
        assertEquals("30", field(grid.get(0), "step"));
        assertEquals("8", field(grid.get(0), "from"));
        assertEquals("16", field(grid.get(0), "to"));
        assertTrue(field(grid.get(0), "why").startsWith("epoch 3 reached"), grid::toString);
        for (String line : growth) {
            assertFalse(field(line, "why").isBlank(), line);
            assertFalse(field(line, "outputs").isBlank(), line);
        }
        assertEquals(1, run.journal("birth").size());
        assertEquals("FINISHED", field(run.journal("end").get(0), "status"));
    }

    @Test
    void aNoHasItsReasonToo() throws Exception {
        RunFolder run = training.finished("runs", Map.of("growth.modes.explained", "0.01"));
        List<String> decisions = run.metrics().stream()
                .filter(line -> field(line, "kind").equals("decision")
                        && field(line, "entry").equals("modes"))
                .toList();
        assertEquals(5, decisions.size(), decisions::toString);
        for (String line : decisions) {
            assertEquals("keep", field(line, "answer"), line);
            assertFalse(field(line, "why").isBlank(), line);
        }
        assertEquals(1, run.growth().size(), "the schedule's");
    }

    @Test
    void aFinishedRunLeavesAllItsFiles() throws Exception {
        RunFolder run = training.finished("runs", Map.of("epochs", "5"));
        var wanted = new TreeSet<>(Set.of("base.txt", "lock", "samples/card.json"));
        wanted.addAll(
                Set.of("job.yaml", "journal.jsonl", "metrics.jsonl", "result.json", "provenance.json", "report.html"));
        for (int step : new int[] {30, 40, 50}) {
            for (String part : List.of("weights", "moments", "births", "constants", "statistics"))
                wanted.add("checkpoints/" + step + "/" + part + ".safetensors");
            wanted.add("checkpoints/" + step + "/manifest.json");
            wanted.add("checkpoints/" + step + "/state.json");
        }
        for (int resolution : new int[] {16, 32}) {
            for (String part : List.of("input", "target", "prediction"))
                wanted.add("samples/" + resolution + "/" + part + ".npy");
        }
        assertEquals(wanted, run.files());
        assertEquals("FINISHED", field(run.json("result.json"), "status"));
        assertEquals("50", field(run.json("result.json"), "steps"));
        assertTrue(run.json("provenance.json").contains("org.espalier.ifno"), () -> "the bundles");
        assertTrue(Files.readString(run.path().resolve("report.html")).contains("small/1"), "the report's title");
    }

    @Test
    void testErrorsAreOfBothResolutionsAndTheModelHasLearned() throws Exception {
        Run run = training.start("runs", Map.of());
        RunResult result = Training.ended(run, RunStatus.FINISHED);
        assertEquals(
                List.of(16, 32),
                result.tests().stream().map(TestLoss::resolution).toList());
        assertTrue(result.test(16).orElseThrow().trained());
        assertFalse(result.test(32).orElseThrow().trained());
        List<Double> heldOut = new RunFolder(run.directory())
                .metrics().stream()
                        .filter(line -> field(line, "kind").equals("epoch"))
                        .map(line -> Double.valueOf(field(line, "held-out")))
                        .toList();
        assertEquals(6, heldOut.size());
        assertTrue(heldOut.get(5) < 0.8 * heldOut.get(0), heldOut::toString);
        for (TestLoss test : result.tests()) assertTrue(test.loss() < heldOut.get(0), test::toString);
    }

    @Test
    void equalSeedsGiveEqualBytesAndOthersDoNot() throws Exception {
        RunFolder once = training.finished("once", Map.of());
        RunFolder again = training.finished("again", Map.of());
        RunFolder other = training.finished("other", Map.of("seed", "2"));
        assertEquals(once.weights(SmallJob.STEPS), again.weights(SmallJob.STEPS));
        assertEquals(once.growth(), again.growth());
        assertEquals(once.metrics(), again.metrics());
        assertNotEquals(once.weights(SmallJob.STEPS), other.weights(SmallJob.STEPS));
    }

    @Test
    void theResolvedJobReadsBackAsTheSameRun() throws Exception {
        RunFolder first = training.finished("first", Map.of("model.width", "6"));
        Path resolved = Files.copy(first.path().resolve("job.yaml"), folder.resolve("resolved.yaml"));
        RunFolder second = new Training(runs, resolved, folder).finished("second", Map.of());
        assertEquals(first.weights(SmallJob.STEPS), second.weights(SmallJob.STEPS));
        assertEquals(Files.readString(resolved), Files.readString(second.path().resolve("job.yaml")));
    }
}
