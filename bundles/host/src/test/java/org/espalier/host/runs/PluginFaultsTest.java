package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.CountingSchedule;
import org.espalier.host.support.CountingStrategy;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyContainer;
import org.espalier.host.support.Watched;
import org.espalier.host.weights.NativeFloats;
import org.example.Sprout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin's fault costs, function by function: never more than the steps since the last checkpoint. */
class PluginFaultsTest extends HostedTinyRuns {
    /** Steps of the tiny job; it saves every fifth. */
    private static final int STEPS = 21;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Schedule.rate",
                "Program.forward",
                "Program.backward",
                "Measure.evaluate",
                "UpdateRule.update",
                "Dataset.readForTraining"
            })
    void aFaultInAStepEndsTheRunWhichIsResumedFromItsLastCheckpointBitForBit(String function) throws Exception {
        Map<String, SavedParameter> undisturbed = weights(ran(startIn("undisturbed", "")));
        long held = NativeFloats.held();
        disturb(function, 13);
        Run run = startIn("faulty", "");
        assertFailed(run, function);
        assertEquals(held, NativeFloats.held());
        assertEquals(10, newest(run).position().step());
        mend();
        Run again = ran(runs.resume(run.directory()));
        assertEquals(STEPS, again.step());
        assertEquals(undisturbed, weights(again));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DataSource.open", "Dataset.card", "Model.prepare", "Optimizer.prepare", "Optimizer.constants"})
    void aFaultWhileARunIsMadeReadyEndsItBeforeItsFirstStep(String function) throws Exception {
        long held = NativeFloats.held();
        disturb(function, 0);
        Run run = startIn("faulty", "");
        assertFailed(run, function);
        assertEquals(0, run.step());
        assertEquals(held, NativeFloats.held());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DataSource.outline",
                "Model.dims",
                "Model.layout",
                "Model.cost",
                "Optimizer.moments",
                "Loss.prepare",
                "Model.outputShape",
                "Loss.settings",
                "Schedule.settings"
            })
    void aFaultWhileTheJobIsCheckedRefusesItAndNothingIsWritten(String function) throws Exception {
        disturb(function, 0);
        String line = assertThrows(RefusedException.class, () -> startIn("faulty", ""))
                .getMessage();
        assertTrue(line.contains("no " + function), line);
        assertFalse(line.contains("\n"), line);
        assertFalse(Files.exists(folder.resolve("faulty")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DataSource.settings",
                "DataSource.outline",
                "DataSource.open",
                "Dataset.read",
                "Model.dims",
                "Model.layout",
                "Model.prepare",
                "Program.forward",
                "Optimizer.moments",
                "Optimizer.rate",
                "Optimizer.prepare",
                "Loss.prepare",
                "Measure.evaluate",
                "GrowthStrategy.begin",
                "GrowthStrategy.wants",
                "GrowthStrategy.restore",
                "Schedule.restore"
            })
    void aFaultOfANewcomerRefusesTheChangeAndNoBitOfTheRun(String function) throws Exception {
        var registry = container.registry();
        container.put(registry.schedules(), "counting", new CountingSchedule());
        container.put(registry.strategies(), "counting", new CountingStrategy(), Signal.HELD_OUT_LOSS);
        String job =
                """
                optimizer: { type: adamw, lr: 0.02, schedule: counting }
                growth: [ { id: width, type: counting, dims: hidden, every: 1 epoch } ]
                """;
        Map<String, SavedParameter> undisturbed = weights(ran(startIn("undisturbed", job)));
        CountDownLatch begun = new CountDownLatch(10);
        CountDownLatch there = new CountDownLatch(1);
        Watched waiting = new Watched(called -> {
            if (called.equals("Schedule.rate")) {
                begun.countDown();
                if (begun.getCount() == 0) {
                    await(there);
                }
            }
        });
        container.put(registry.schedules(), "counting", waiting.as(Schedule.class, new CountingSchedule()));
        Run run = startIn("swapped", job);
        begun.await();
        Watched faulty = new Watched(called -> {
            if (called.equals(function)) {
                throw new IllegalStateException("no " + function);
            }
        });
        faulty.outrank(container);
        container.outrank(registry.schedules(), "counting", 2, faulty.as(Schedule.class, new CountingSchedule()));
        container.outrank(
                registry.strategies(),
                "counting",
                2,
                faulty.as(GrowthStrategy.class, new CountingStrategy()),
                Signal.HELD_OUT_LOSS);
        there.countDown();
        ran(run);
        assertFalse(journal(run, "swap-refused").isEmpty());
        assertEquals(undisturbed, weights(run));
    }

    @Test
    void aReporterThatThrowsCostsItsReportAlone() throws Exception {
        Path written = folder.resolve("report.txt");
        runs.addReporter(directory -> {
            throw new IOException("no paper");
        });
        for (Error error : List.of(new AssertionError(), new StackOverflowError(), new OutOfMemoryError())) {
            runs.addReporter(directory -> {
                throw error;
            });
        }
        runs.addReporter(directory -> Files.writeString(written, "all is well"));
        assertEquals(List.of(written), ran(startIn("reported", "")).await().reports());
    }

    @Test
    void aReplacementThatRefusesItsSettingsIsNotTakenAndTheRunGoesOn() throws Exception {
        container.put(
                container.registry().strategies(),
                "picky",
                new Scripted((seen, state) -> Decision.keep("as it is", state)));
        Run run = startIn(
                "picky",
                "epochs: 150\ngrace: 1 ms\ngrowth: [ { id: width, type: picky, dims: hidden, every: 5 steps } ]\n");
        run.pause(CAUSE);
        container.put(container.registry().strategies(), "picky", new Picky());
        run.unpause(CAUSE);
        ran(run);
        assertEquals(
                "good — is not to be had", journal(run, "swap-refused").get(0).get("why"));
        assertEquals(1, journal(run, "missing").size());
    }

    private static final class Picky implements GrowthStrategy<Picky.Settings> {
        record Settings(@Doc("what would do") @Default("good") String taste) {
            Settings {
                throw new SettingsException("taste", taste, "is not to be had");
            }
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            throw new IllegalStateException("never asked");
        }
    }

    @Test
    void aStrategysFaultNamesItsLineIsLoggedWholeAndIsNotForgottenAtTheEnd() throws Exception {
        container.put(container.registry().strategies(), "sprout", new Sprout());
        PrintStream console = System.out;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setOut(new PrintStream(logged, true, StandardCharsets.UTF_8));
        Run run;
        try {
            run = ran(startIn("sprouting", "growth: [ { id: net, type: sprout, dims: hidden, every: 5 steps } ]\n"));
        } finally {
            System.setOut(console);
        }
        assertEquals(
                "strategy threw java.lang.IllegalStateException: no water (Sprout.java:20)",
                journal(run, "fault").get(0).get("why"));
        String log = logged.toString(StandardCharsets.UTF_8);
        assertTrue(log.contains("at org.example.Sprout.decide(Sprout.java:20)"), log);
        assertEquals(
                "21 steps, growth: net failed 3 times at step 15, asked no more",
                run.await().message());
    }

    @Test
    void aStrategyWhoseWarningsHangIsNotWaitedFor() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Watched watched = new Watched(called -> {
            if (called.equals("GrowthStrategy.warnings")) {
                asked.countDown();
                await(never);
            }
        });
        container.put(
                container.registry().strategies(),
                "moody",
                watched.as(GrowthStrategy.class, new Scripted((seen, state) -> Decision.keep("as it is", state))));
        String growth = "growth: [ { id: width, type: moody, dims: hidden, every: 1 epoch } ]\ndeadline: 1 s\n";
        Run run = ran(startIn("hanging", growth));
        asked.await();
        assertEquals(List.of(), journal(run, "fault"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void assertFailed(Run run, String function) throws InterruptedException {
        RunResult result = run.await();
        assertEquals(RunStatus.FAILED, result.status());
        assertTrue(result.message().contains("no " + function), result.message());
        assertFalse(result.message().contains("\n"), result.message());
    }

    private Run startIn(String name, String more) throws Exception {
        Path job = Files.writeString(folder.resolve("tiny.yaml"), TinyContainer.job(more));
        return runs.start(RunRequest.of(job, folder.resolve(name)));
    }

    private static Run ran(Run run) throws InterruptedException {
        finished(run);
        return run;
    }

    private static Map<String, SavedParameter> weights(Run run) throws Exception {
        return newest(run).parameters();
    }

    private void mend() {
        disturb("nothing", 0);
    }

    /** Makes a function throw once so many steps have begun. */
    private void disturb(String function, int steps) {
        AtomicInteger begun = new AtomicInteger();
        new Watched(called -> {
                    if (called.equals("Schedule.rate")) {
                        begun.incrementAndGet();
                    }
                    if (called.equals(function) && begun.get() >= steps) {
                        throw new IllegalStateException("no " + function + "\ntoday");
                    }
                })
                .fill(container);
    }
}
