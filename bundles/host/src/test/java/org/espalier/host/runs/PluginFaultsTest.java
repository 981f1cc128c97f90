package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.host.store.Disk;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.TinyContainer;
import org.espalier.host.support.Watched;
import org.espalier.host.weights.NativeFloats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin's fault costs, function by function: never more than the steps since the last checkpoint. */
class PluginFaultsTest {
    /** Steps of the tiny job; it saves every fifth. */
    private static final int STEPS = 21;

    @TempDir
    Path folder;

    private final TinyContainer container = new TinyContainer();
    private final HostedRuns runs = new HostedRuns(container.context(), container.registry());
    private String data = "";

    @BeforeEach
    void keepDataHere() {
        data = System.getProperty("espalier.data", "");
        System.setProperty("espalier.data", folder.resolve("data").toString());
    }

    @AfterEach
    void close() {
        runs.close();
        if (data.isEmpty()) {
            System.clearProperty("espalier.data");
        } else {
            System.setProperty("espalier.data", data);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Schedule.rate",
                "Program.forward",
                "Program.backward",
                "Measure.evaluate",
                "UpdateRule.update",
                "Dataset.read"
            })
    void aFaultInAStepEndsTheRunWhichIsResumedFromItsLastCheckpointBitForBit(String function) throws Exception {
        Map<String, SavedParameter> undisturbed = weights(finished(start("undisturbed")));
        long held = NativeFloats.held();
        disturb(function, 13);
        Run run = start("faulty");
        assertFailed(run, function);
        assertEquals(held, NativeFloats.held());
        assertEquals(10, newest(run).step);
        mend();
        Run again = finished(runs.resume(run.directory()));
        assertEquals(STEPS, again.step());
        assertEquals(undisturbed, weights(again));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DataSource.open",
                "Dataset.card",
                "Model.prepare",
                "Loss.prepare",
                "Optimizer.prepare",
                "Optimizer.constants"
            })
    void aFaultWhileARunIsMadeReadyEndsItBeforeItsFirstStep(String function) throws Exception {
        long held = NativeFloats.held();
        disturb(function, 0);
        Run run = start("faulty");
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
                "Loss.settings",
                "Schedule.settings"
            })
    void aFaultWhileTheJobIsCheckedRefusesItAndNothingIsWritten(String function) throws Exception {
        disturb(function, 0);
        String line =
                assertThrows(RefusedException.class, () -> start("faulty")).getMessage();
        assertTrue(line.contains("no " + function), line);
        assertFalse(line.contains("\n"), line);
        assertFalse(Files.exists(folder.resolve("faulty")));
    }

    @Test
    void aReporterThatThrowsCostsItsReportAlone() throws Exception {
        Path written = folder.resolve("report.txt");
        runs.addReporter(directory -> {
            throw new IOException("no paper");
        });
        runs.addReporter(directory -> Files.writeString(written, "all is well"));
        assertEquals(List.of(written), finished(start("reported")).await().reports());
    }

    @Test
    void aRunKeepsThePluginsThatItStartedWith() throws Exception {
        Map<String, SavedParameter> undisturbed = weights(finished(start("undisturbed")));
        CountDownLatch subscribed = new CountDownLatch(1);
        new Watched(called -> {
                    if (called.equals("DataSource.open")) {
                        await(subscribed);
                    }
                })
                .fill(container);
        Run run = start("replaced");
        run.subscribe(event -> {
            if (event instanceof RunEvent.Epoch epoch && epoch.epoch() == 1) {
                disturb("Program.forward", 0);
            }
        });
        subscribed.countDown();
        assertEquals(undisturbed, weights(finished(run)));
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

    private Run start(String name) throws Exception {
        Path job = Files.writeString(folder.resolve("tiny.yaml"), TinyContainer.job(""));
        return runs.start(RunRequest.of(job, folder.resolve(name)));
    }

    private static Run finished(Run run) throws InterruptedException {
        RunResult result = run.await();
        assertEquals(RunStatus.FINISHED, result.status(), result.message());
        return run;
    }

    private record Newest(long step, Map<String, SavedParameter> parameters) {}

    private static Newest newest(Run run) throws Exception {
        var snapshot = RunDirectory.open(run.directory())
                .checkpoints(Disk.local())
                .newest()
                .snapshot();
        return new Newest(snapshot.position().step(), snapshot.parameters());
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
