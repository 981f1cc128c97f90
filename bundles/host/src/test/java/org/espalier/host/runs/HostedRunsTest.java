package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunListener;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Subscription;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.Json;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.TinyContainer;
import org.espalier.host.support.TinyMlp;
import org.espalier.host.weights.NativeFloats;
import org.espalier.optimizers.AdamW;
import org.junit.jupiter.api.Test;

class HostedRunsTest extends HostedTinyRuns {
    private void resumesBitEqualFrom(long step, Run whole) throws Exception {
        finished(whole);
        Snapshot end = newest(whole);
        cutBack(whole, step);
        Run again = runs.resume(whole.directory());
        assertEquals(step, again.step());
        finished(again);
        assertEquals(end.parameters(), newest(again).parameters());
        assertEquals(end.schedules(), newest(again).schedules());
        assertEquals(end.figures().get("flops"), newest(again).figures().get("flops"));
    }

    @Test
    void aRunTrainsTestsAndGivesEverythingBack() throws Exception {
        long held = NativeFloats.held();
        Run run = start("");
        RunResult result = finished(run);
        assertEquals(1, result.tests().size());
        assertEquals(21, run.step());
        assertEquals(held, NativeFloats.held());
        assertTrue(Files.readString(run.directory().resolve("result.json")).contains("FINISHED"));
        assertEquals(
                run.directory() + ": the run has finished its 3 epochs; --set epochs=6 trains it longer",
                assertThrows(RefusedException.class, () -> runs.resume(run.directory()))
                        .getMessage());
    }

    @Test
    void twoRunsOfOneSeedLeaveEqualWeightFiles() throws Exception {
        Run one = start("");
        finished(one);
        Run other = start("");
        finished(other);
        for (String file : List.of("weights", "moments", "births", "constants", "statistics")) {
            String inside = "checkpoints/21/" + file + ".safetensors";
            assertEquals(
                    -1,
                    Files.mismatch(
                            one.directory().resolve(inside), other.directory().resolve(inside)),
                    inside);
        }
    }

    @Test
    void aRunThatHasEndedKeepsNoPlugin() throws Exception {
        finished(start(""));
        WeakReference<Object> model = forget();
        // Collections are asked for, not waited for: there is no other sign that nobody refers to an object.
        for (int i = 0; i < 200 && model.get() != null; i++) {
            System.gc();
        }
        assertEquals(1, runs.list().size());
        assertEquals(null, model.get());
    }

    private WeakReference<Object> forget() {
        TinyMlp other = new TinyMlp();
        WeakReference<Object> model;
        try (var lease = container.registry().models().lease("mlp").orElseThrow()) {
            model = new WeakReference<>(lease.plugin());
        }
        container.put(container.registry().models(), "mlp", other);
        return model;
    }

    @Test
    void aStartThatFailsHalfWayLeavesNothingBehind() throws Exception {
        container.trouble(new IllegalStateException("the container is stopping"));
        assertThrows(IllegalStateException.class, () -> start(""));
        assertFalse(Files.exists(folder.resolve("runs/tiny/1")));
        container.trouble(null);
        finished(start(""));
    }

    @Test
    void aResumeThatIsRefusedTouchesNothingAndGivesTheLockBack() throws Exception {
        Run run = start("");
        finished(run);
        cutBack(run, 10);
        String journal = Files.readString(run.directory().resolve("journal.jsonl"));
        container.put(container.registry().optimizers(), "adamw", forgetful());
        String message = assertThrows(RefusedException.class, () -> runs.resume(run.directory()))
                .getMessage();
        assertEquals(
                run.directory() + ": optimizer: the checkpoint has the moments [first, second] of w1, the job [];"
                        + " put back what the run was begun with",
                message);
        assertEquals(journal, Files.readString(run.directory().resolve("journal.jsonl")));
        container.put(container.registry().optimizers(), "adamw", new AdamW());
        finished(runs.resume(run.directory()));
    }

    /** An optimizer that takes the settings of another and keeps no moments. */
    private static Optimizer<?> forgetful() {
        AdamW adamw = new AdamW();
        return (Optimizer<?>) Proxy.newProxyInstance(
                Optimizer.class.getClassLoader(),
                new Class<?>[] {Optimizer.class},
                (proxy, method, arguments) ->
                        method.getName().equals("moments") ? List.of() : method.invoke(adamw, arguments));
    }

    @Test
    void aParameterGroupWithoutARateKeepsItsWeightsAndOneWithAnOptimizerOfItsOwnUsesIt() throws Exception {
        String groups = "groups: [ { match: w1, rate: 0 }, { match: b1, optimizer: { type: sgd, lr: 0.01 } } ]\n";
        Run run = start(groups);
        finished(run);
        Snapshot birth =
                checkpoints(run).open(run.directory().resolve("checkpoints/0")).snapshot();
        Snapshot end = newest(run);
        assertEquals(values(birth, "w1"), values(end, "w1"));
        assertFalse(values(birth, "b1").equals(values(end, "b1")));
        assertFalse(values(birth, "w2").equals(values(end, "w2")));
        assertEquals(0, end.parameters().get("b1").moments().size());
        assertEquals(2, end.parameters().get("w2").moments().size());
    }

    private static List<Float> values(Snapshot snapshot, String parameter) {
        SavedParameter saved = snapshot.parameters().get(parameter);
        List<Float> values = new ArrayList<>();
        for (float value : saved.values()) {
            values.add(value);
        }
        return values;
    }

    @Test
    void aRunWithGroupsOfDifferentMomentsResumesBitEqual() throws Exception {
        resumesBitEqualFrom(
                10,
                start(
                        "groups: [ { match: b1, optimizer: { type: sgd, lr: 0.01, momentum: 0.9 } }, { match: w2, rate: 0.5 } ]\n"));
    }

    @Test
    void aScheduleThatRemembersResumesBitEqual() throws Exception {
        Path job = Files.writeString(
                folder.resolve("tiny.yaml"),
                TinyContainer.job("")
                        .replace("epochs: 3", "epochs: 8")
                        .replace("lr: 0.02 }", "lr: 0.02, schedule: { type: plateau, patience: 1, tolerance: 1 } }"));
        Run whole = runs.start(RunRequest.of(job, folder.resolve("runs")));
        resumesBitEqualFrom(30, whole);
        double factor =
                newest(whole).schedules().get(Snapshots.SCHEDULE).state().number("factor", 1);
        assertTrue(factor < 0.1, "cut to " + factor);
    }

    @Test
    void aRunThatDivergesFailsAndKeepsItsLastGoodCheckpoint() throws Exception {
        container.put(container.registry().optimizers(), "sgd", new Poison());
        Path job = Files.writeString(
                folder.resolve("tiny.yaml"),
                TinyContainer.job("")
                        .replace("{ type: adamw, lr: 0.02 }", "sgd")
                        .replace("5 steps", "4 steps"));
        Run run = runs.start(RunRequest.of(job, folder.resolve("runs")));
        RunResult result = run.await();
        assertEquals(RunStatus.FAILED, result.status());
        assertEquals(
                "the loss of step 8 is NaN; the checkpoint of step 4 is kept;"
                        + " try a smaller learning rate or a gradient clip",
                result.message());
        assertEquals(4, newest(run).position().step());
        assertTrue(newest(run).firstNotFinite().isEmpty());
        Map<String, Object> left = Json.parse(Files.readString(run.directory().resolve("result.json")));
        assertEquals("FAILED", left.get("status"));
        assertEquals(result.message(), left.get("message"));
        assertEquals(7, left.get("steps"));
        assertEquals("checkpoints/4", left.get("checkpoint"));
    }

    @Test
    void weightsThatAreNotFiniteAreNotSaved() throws Exception {
        container.put(container.registry().optimizers(), "sgd", new Poison());
        Path job = Files.writeString(
                folder.resolve("tiny.yaml"),
                TinyContainer.job("")
                        .replace("{ type: adamw, lr: 0.02 }", "sgd")
                        .replace("5 steps", "1 step"));
        Run run = runs.start(RunRequest.of(job, folder.resolve("runs")));
        assertTrue(run.await().message().startsWith("w1 is not finite after step 7; the checkpoint of step 6 is kept"));
        assertEquals(6, newest(run).position().step());
    }

    @Test
    void subscriptionsOfOneListenerEndOneByOneAndAListenerThatThrowsHarmsNobody() throws Exception {
        List<RunEvent> told = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        RunListener listener = told::add;
        Run run = start("");
        Subscription first = run.subscribe(listener);
        run.subscribe(listener);
        run.subscribe(event -> {
            begun.countDown();
            throw new AssertionError("not my day");
        });
        first.close();
        first.close();
        finished(run);
        begun.await();
        assertEquals(1, told.stream().filter(RunEvent.Ended.class::isInstance).count());
        List<RunEvent> late = new ArrayList<>();
        run.subscribe(late::add).close();
        assertEquals(1, late.size());
    }

    /** Leaves NaN behind in its seventh update of w1. */
    private static final class Poison implements Optimizer<Poison.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public List<Moment> moments(Settings settings) {
            return List.of();
        }

        @Override
        public double rate(Settings settings) {
            return 0.01;
        }

        @Override
        public UpdateRule prepare(Parameter parameter, Settings settings) {
            return (weights, gradient, moments, from, to, rate, age, constants) -> {
                if (age == 7 && parameter.name().equals("w1")) {
                    weights[from] = Float.NaN;
                }
            };
        }
    }
}
