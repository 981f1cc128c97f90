package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.model.Model;
import org.espalier.api.optimize.Loss;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.MeanSquare;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TappedMlp;
import org.espalier.host.support.TinyMlp;
import org.espalier.host.support.Watched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plugins do that no plugin should, in whole runs: the host goes on, or ends with what it had. */
@Timeout(60)
class FaultyStrategiesTest extends HostedTinyRuns {
    private static final String WIDTH = "growth: [ { id: width, type: wrong, dims: hidden, every: 2 steps } ]\n";
    /** Steps of the tiny job; it saves every fifth. */
    private static final int STEPS = 21;

    private Map<String, SavedParameter> weights(String more) throws Exception {
        Run run = start(more);
        finished(run);
        return newest(run).parameters();
    }

    private void strategy(String name, Scripted scripted) {
        Shelf<GrowthStrategy<?>> shelf = container.registry().strategies();
        container.put(shelf, name, scripted);
    }

    @Test
    void aStrategyThatHangsForGoodHoldsUpNeitherTheRunNorItsBundleNorTheEnd() throws Exception {
        Map<String, SavedParameter> without = weights("");
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        strategy("wrong", new Scripted((seen, state) -> {
            hanging.incrementAndGet();
            while (over.getCount() > 0) {
                // As a loop that takes no notice of interrupts.
                Thread.onSpinWait();
                Thread.interrupted();
            }
            return Decision.keep("too late", state);
        }));
        try {
            Run run = start(WIDTH + "deadline: 50 ms\n");
            finished(run);
            container.take(container.registry().strategies(), "wrong");
            runs.close();
            assertEquals(without, newest(run).parameters());
            assertEquals(3, journal(run, "fault").size(), "then it is asked no more");
            assertEquals(3, hanging.get());
            assertTrue(String.valueOf(journal(run, "fault").get(0).get("why")).contains("no answer within 50 ms"));
        } finally {
            over.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OutOfMemoryError.class,
                StackOverflowError.class,
                NoClassDefFoundError.class,
                AssertionError.class
            })
    void anErrorOfAStrategyIsAFaultLikeAnyOther(Class<? extends Error> kind) throws Exception {
        Map<String, SavedParameter> without = weights("");
        strategy("wrong", new Scripted((seen, state) -> {
            throw thrown(kind);
        }));
        Run run = start(WIDTH);
        finished(run);
        assertEquals(without, newest(run).parameters());
        assertEquals(3, journal(run, "fault").size());
        assertTrue(String.valueOf(journal(run, "fault").get(0).get("why")).contains(kind.getSimpleName()));
    }

    private static Error thrown(Class<? extends Error> kind) {
        try {
            return kind.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStepWithoutMemoryEndsTheRunWithItsLastGoodCheckpoint() throws Exception {
        Map<String, SavedParameter> undisturbed = weights("");
        AtomicInteger steps = new AtomicInteger();
        Watched starved = new Watched(called -> {
            if (called.equals("Program.backward") && steps.incrementAndGet() == 13) {
                throw new OutOfMemoryError("a test's");
            }
        });
        container.put(container.registry().models(), "mlp", starved.as(Model.class, new TinyMlp()));
        Run run = start("");
        RunResult result = run.await();
        assertEquals(RunStatus.FAILED, result.status());
        assertTrue(result.message().contains("OutOfMemoryError"), result::message);
        assertEquals(10, newest(run).position().step());
        Run again = runs.resume(run.directory());
        finished(again);
        assertEquals(STEPS, again.step());
        assertEquals(undisturbed, newest(again).parameters());
    }

    @Test
    void theOrderInWhichBundlesComeMakesNoDifference() throws Exception {
        String job = "model: { type: mlp, hidden: 4, rank: 1, taps: false, reports: false }\n"
                + "growth: [ { id: a, type: wide, dims: hidden, every: 4 steps },"
                + " { id: b, type: deep, dims: rank, every: 4 steps } ]\n";
        container.put(container.registry().models(), "mlp", new TappedMlp());
        List<Map<String, SavedParameter>> results = new ArrayList<>();
        List<List<Object>> grown = new ArrayList<>();
        for (List<String> order : List.of(List.of("wide", "deep"), List.of("deep", "wide"))) {
            List.of("wide", "deep")
                    .forEach(name -> container.take(container.registry().strategies(), name));
            order.forEach(name -> strategy(name, wider()));
            Run run = start(job);
            finished(run);
            results.add(newest(run).parameters());
            grown.add(journal(run, "growth").stream()
                    .map(line -> line.get("step") + " " + line.get("entry") + " " + line.get("dim"))
                    .map(Object.class::cast)
                    .toList());
        }
        assertTrue(grown.get(0).size() > 4, () -> grown.toString());
        assertEquals(grown.get(0), grown.get(1));
        assertEquals(results.get(0), results.get(1));
    }

    private static Scripted wider() {
        return new Scripted((seen, state) -> seen.dims().get(0).full()
                ? Decision.keep("full", state)
                : Decision.grow(
                        GrowthPlan.of(GrowthOp.resize(
                                seen.dims().get(0), seen.dims().get(0).size() + 1)),
                        "wider",
                        state));
    }

    @Test
    void aThousandStepsWithoutAGradientLeaveFiniteWeights() throws Exception {
        Loss<MeanSquare.Settings> flat = new Loss<>() {
            @Override
            public Class<MeanSquare.Settings> settings() {
                return MeanSquare.Settings.class;
            }

            @Override
            public Measure prepare(int[] output, int[] target, boolean periodic, MeanSquare.Settings settings) {
                return (outputs, targets, samples, each, gradient) -> java.util.Arrays.fill(each, 0, samples, 1);
            }
        };
        container.put(container.registry().losses(), "mean-square", flat);
        Run run = start("epochs: 143\ncheckpoint: { every: 1 h }\nclip: 1\n");
        finished(run);
        assertTrue(run.step() > 1000);
        assertTrue(newest(run).firstNotFinite().isEmpty());
    }
}
