package org.espalier.host.runs.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Decision;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.StateMismatchException;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.SavedState;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.Scripted;
import org.espalier.optimizers.AdamW;
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
        finished(longer);
        assertEquals(10, ((Number) journal(longer, "resume").get(0).get("step")).intValue());
        assertEquals(newest(whole).parameters(), newest(longer).parameters());
    }

    @Test
    void aSettingThatMayNotChangeIsRefusedAndChangesNothing() throws Exception {
        Run run = start("");
        finished(run);
        String job = Files.readString(run.directory().resolve("job.yaml"));
        String keeps =
                " — a run keeps it for life; what may change is epochs, clip, deadline, grace, reprepare and what"
                        + " is below optimizer, init, precision, groups, growth, budget and checkpoint; nor could a fork have it: says"
                        + " with what a run is born, and this one goes on with the sizes and weights that it has (hidden 4); sizes"
                        + " change by growth, such as an entry of a schedule, and another run can be born with it";
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
                "its strategy has failed too often and is asked no more, until another version takes its place",
                line.get("why"));
    }

    @Test
    void faultsCountAgainAfterARestartUnlessAnotherVersionOfTheStrategyIsThere() throws Exception {
        broken("org.example.width 1.0.0");
        Run run = start("growth: [ { id: width, type: fragile, dims: hidden, every: 3 steps } ]\n");
        finished(run);
        assertEquals(3, journal(run, "fault").size());
        assertEquals("org.example.width 1.0.0", newest(run).notes().get("entry.width.faults.of"));

        broken("org.example.width 1.0.0");
        finished(runs.resume(run.directory(), Map.of("epochs", "4"), CAUSE));
        assertEquals(3, journal(run, "fault").size());
        assertEquals(1, journal(run, "warning").size());
        assertEquals(List.of(), journal(run, "replaced"));

        broken("org.example.width 1.0.1");
        finished(runs.resume(run.directory(), Map.of("epochs", "6"), CAUSE));
        assertEquals(1, journal(run, "warning").size());
        assertEquals(1, journal(run, "replaced").size());
        assertEquals(6, journal(run, "fault").size(), "it is asked again, and may fail three times of its own");
        assertEquals("org.example.width 1.0.1", newest(run).notes().get("entry.width.faults.of"));
    }

    private void broken(String version) {
        Scripted strategy = new Scripted((seen, state) -> {
            throw new IllegalStateException("no idea");
        });
        container.put(container.registry().strategies(), "fragile", 1, version, strategy);
    }

    @Test
    void aStrategyThatDoesNotReadItsStateIsNamedWithItsBundleAndVersionAndWhatWouldDo() throws Exception {
        Scripted strategy = new Scripted((seen, state) -> Decision.keep("noted", state.with("seen", 1)));
        container.put(container.registry().strategies(), "fragile", 1, "org.example.width 1.0.0", strategy);
        Run run = start("growth: [ { id: width, type: fragile, dims: hidden, every: 3 steps } ]\n");
        finished(run);
        container.put(container.registry().strategies(), "fragile", 2, "org.example.width 2.0.0", strategy);
        refused(
                run.directory()
                        + ": growth.width: fragile (org.example.width 2.0.0) — its restore of schema 2 cannot go on from a"
                        + " state of schema 1: this version reads only its own schema; implement restore, or bring back the"
                        + " jar of schema 1",
                run,
                Map.of("epochs", "4"));
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
                        + ": optimizer.schedule: constant — of schema 3 cannot go on from a state of schema 2: this"
                        + " version reads only its own schema; implement restore, or bring back the jar of schema 2",
                run,
                Map.of("epochs", "4"));
    }

    @Test
    void aCheckpointOfAnotherScheduleIsRefused() throws Exception {
        Run run = start("");
        finished(run);
        cutBack(run, 10);
        Snapshot s = newest(run);
        checkpoints(run)
                .save(
                        with(
                                s,
                                s.parameters(),
                                Map.of(Snapshots.SCHEDULE, new SavedState("plateau", 1, PluginState.empty()))),
                        Map.of());
        refused(
                run.directory()
                        + ": optimizer.schedule.type: the checkpoint has plateau, the job constant; put back what"
                        + " the run was begun with",
                run,
                Map.of());
    }

    private static Snapshot with(
            Snapshot s, Map<String, SavedParameter> parameters, Map<String, SavedState> schedules) {
        return new Snapshot(
                s.run(),
                s.parent(),
                s.position(),
                s.seed(),
                s.revision(),
                s.dims(),
                parameters,
                s.strategies(),
                schedules,
                s.statistics(),
                s.figures(),
                s.offsets(),
                s.notes(),
                s.unread());
    }

    /** An optimizer that does as another, but keeps two moments of other names. */
    private static Optimizer<?> renamed() {
        AdamW adamw = new AdamW();
        return (Optimizer<?>) Proxy.newProxyInstance(
                Optimizer.class.getClassLoader(),
                new Class<?>[] {Optimizer.class},
                (proxy, method, arguments) -> method.getName().equals("moments")
                        ? List.of(Moment.linear("mean"), Moment.quadratic("square"))
                        : method.invoke(adamw, arguments));
    }

    @Test
    void anOptimizerWhoseMomentsHaveOtherNamesIsRefused() throws Exception {
        Run run = start("");
        finished(run);
        cutBack(run, 10);
        container.put(container.registry().optimizers(), "adamw", renamed());
        refused(
                run.directory() + ": optimizer: the checkpoint has the moments [first, second] of w1, the job"
                        + " [mean, square]; put back what the run was begun with",
                run,
                Map.of());
    }

    @Test
    void aCheckpointWithoutTheMomentsNamesIsOpenedByTheirNumber() throws Exception {
        Run run = start("");
        finished(run);
        Map<String, SavedParameter> end = newest(run).parameters();
        cutBack(run, 10);
        Snapshot s = newest(run);
        Map<String, SavedParameter> nameless = new LinkedHashMap<>();
        s.parameters()
                .forEach((name, p) -> nameless.put(
                        name,
                        new SavedParameter(
                                p.kind(), p.shape(), p.values(), p.moments(), List.of(), p.births(), p.constants())));
        checkpoints(run).save(with(s, nameless, s.schedules()), Map.of());
        assertEquals(List.of(), newest(run).parameters().get("w1").names());
        finished(runs.resume(run.directory()));
        assertEquals(end, newest(run).parameters());
        assertEquals(
                List.of("first", "second"), newest(run).parameters().get("w1").names());
    }

    @Test
    void aScheduleOfAnotherSchemaReadsTheStateOfItsForerunner() throws Exception {
        container.put(container.registry().schedules(), "constant", 2, new Counting("old"));
        Run run = start("");
        finished(run);
        container.put(container.registry().schedules(), "constant", 3, new Counting("new"));
        Run longer = runs.resume(run.directory(), Map.of("epochs", "4"), CAUSE);
        finished(longer);
        SavedState saved = newest(longer).schedules().get(Snapshots.SCHEDULE);
        assertEquals(3, saved.schema());
        assertEquals(PluginState.empty().with("new", 28), saved.state(), "of 28 steps none was counted twice or lost");
    }

    /** Counts steps under a key, which a version before it called old. */
    private record Counting(String key) implements Schedule<Scripted.Settings> {
        @Override
        public Class<Scripted.Settings> settings() {
            return Scripted.Settings.class;
        }

        @Override
        public Rate rate(Progress progress, Scripted.Settings settings, PluginState state) {
            return Rate.of(1, state.with(key, state.number(key, 0) + 1));
        }

        @Override
        public PluginState restore(PluginState saved, int schema) throws StateMismatchException {
            if (schema != 2 || !Thread.currentThread().getName().endsWith("-guard")) {
                throw new StateMismatchException(schema, "only 2 is read, and on a guard thread");
            }
            return PluginState.empty().with(key, saved.number("old", 0));
        }
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
