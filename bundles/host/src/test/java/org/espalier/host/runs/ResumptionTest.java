package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.support.Scripted;
import org.espalier.optimizers.ConstantSchedule;
import org.junit.jupiter.api.Test;

class ResumptionTest extends HostedTinyRuns {

    private void refused(String why, Run run, Map<String, String> settings) {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> runs.resume(run.directory(), settings, CAUSE));
        assertEquals(why, refused.getMessage());
    }

    @Test
    void aFinishedRunIsTrainedLongerWhenItIsToldSo() throws Exception {
        Run run = start("");
        finished(run);
        Run longer = runs.resume(run.directory(), Map.of("epochs", "5", "checkpoint.keep", "7"), CAUSE);
        assertEquals(21, longer.step());
        finished(longer);
        assertEquals(35, longer.step());
        assertEquals(5, newest(longer).position().epoch());
        assertEquals(
                List.of("checkpoint.keep 100 7 somebody", "epochs 3 5 somebody"),
                journal(run, "set").stream()
                        .map(line -> line.get("key") + " " + line.get("from") + " " + line.get("to") + " "
                                + line.get("actor"))
                        .sorted()
                        .toList());
        assertTrue(newest(longer).notes().get(Snapshots.JOB).contains("epochs: 5\n"));
        refused(
                run.directory() + ": the run has finished its 5 epochs; --set epochs=10 trains it longer",
                run,
                Map.of());
    }

    @Test
    void aRunThatIsMadeLongerBeforeItsEndTrainsAsIfItHadBeenSoFromItsBirth() throws Exception {
        Run whole = start("");
        finished(whole);
        finished(runs.resume(whole.directory(), Map.of("epochs", "4"), CAUSE));
        Run cut = start("");
        finished(cut);
        cutBack(cut, 10);
        Run longer = runs.resume(cut.directory(), Map.of("epochs", "4"), CAUSE);
        assertEquals(10, longer.step());
        finished(longer);
        assertEquals(newest(whole).parameters(), newest(longer).parameters());
    }

    @Test
    void aSettingThatMayNotChangeIsRefusedAndChangesNothing() throws Exception {
        Run run = start("");
        finished(run);
        String job = Files.readString(run.directory().resolve("job.yaml"));
        String keeps =
                " — a run keeps it for life; what may change is epochs, clip, deadline, grace, reprepare and what"
                        + " is below optimizer, init, groups, growth, budget and checkpoint; a fork or another run can have the"
                        + " rest";
        refused("--set: model.hidden: 8" + keeps, run, Map.of("model.hidden", "8"));
        refused("--set: epochs: 3 — the run has done 3 already", run, Map.of("epochs", "3"));
        refused("--set: epochs: many — wants an integer, not text", run, Map.of("epochs", "many"));
        assertEquals(job, Files.readString(run.directory().resolve("job.yaml")));
        assertTrue(Files.exists(run.directory().resolve("result.json")));
    }

    @Test
    void aRunWithoutACheckpointSaysThatItStartsOver() throws Exception {
        Run run = start("");
        finished(run);
        cutBack(run, -1);
        finished(runs.resume(run.directory()));
        assertEquals(List.of("no checkpoint was there yet: the run starts over"), restarts(run));
        cutBack(run, 0);
        finished(runs.resume(run.directory()));
        assertEquals(
                "the only checkpoint is that of step 0: the run starts over",
                restarts(run).get(1));
        cutBack(run, 5);
        finished(runs.resume(run.directory()));
        assertEquals(2, restarts(run).size(), "a run that goes on starts nothing over");
    }

    private static List<Object> restarts(Run run) throws Exception {
        return journal(run, "restart").stream().map(line -> line.get("why")).toList();
    }

    @Test
    void anEntryThatIsAskedNoMoreIsNamedWhenTheRunGoesOn() throws Exception {
        container.put(container.registry().strategies(), "broken", new Scripted((seen, state) -> {
            throw new IllegalStateException("no idea");
        }));
        Run run = start("growth: [ { id: width, type: broken, dims: hidden, every: 3 steps } ]\n");
        finished(run);
        assertEquals(3, journal(run, "fault").size());
        assertEquals(List.of(), journal(run, "warning"));
        finished(runs.resume(run.directory(), Map.of("epochs", "4"), CAUSE));
        assertEquals(3, journal(run, "fault").size());
        Map<String, Object> line = journal(run, "warning").get(0);
        assertEquals("width", line.get("entry"));
        assertEquals(
                "its strategy has failed too often and is asked no more, until another takes its place while the run lasts",
                line.get("why"));
    }

    @Test
    void aScheduleThatWouldReadItsStateOtherwiseIsRefused() throws Exception {
        container.put(container.registry().schedules(), "constant", 2, new ConstantSchedule());
        Run run = start("");
        finished(run);
        assertEquals(2, newest(run).schedules().get(Snapshots.SCHEDULE).schema());
        container.put(container.registry().schedules(), "constant", 3, new ConstantSchedule());
        refused(
                run.directory()
                        + ": optimizer.schedule: the checkpoint has a state of schema 2 of constant, the job one of"
                        + " schema 3; put back what the run was begun with",
                run,
                Map.of("epochs", "4"));
    }

    @Test
    void aFinishedRunWithoutCheckpointsIsNotStartedOver() throws Exception {
        Run run = start("");
        finished(run);
        String result = Files.readString(run.directory().resolve("result.json"));
        cutBack(run, -1);
        Files.writeString(run.directory().resolve("result.json"), result);
        refused(
                run.directory() + ": the run has finished, and there is no checkpoint to go on from",
                run,
                Map.of("epochs", "9"));
    }
}
