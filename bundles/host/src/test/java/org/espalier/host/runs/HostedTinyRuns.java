package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunReporter;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Subscription;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.TinyContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of small plugins in a folder of their own, for tests of what the host does with runs. */
public abstract class HostedTinyRuns {
    protected static final Cause CAUSE = Cause.of("somebody", "a test");

    @TempDir
    protected Path folder;

    protected final TinyContainer container = new TinyContainer();
    protected final HostedRuns runs = new HostedRuns(container.context(), container.registry(), Duration.ofMillis(50));
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

    /** A run of the tiny job with lines of YAML at its end. */
    protected Run start(String more) throws Exception {
        Path job = Files.writeString(folder.resolve("tiny.yaml"), TinyContainer.job(more));
        return runs.start(RunRequest.of(job, folder.resolve("runs")));
    }

    /** Has somebody write reports of runs that end. */
    protected void reportBy(RunReporter reporter) {
        runs.addReporter(reporter);
    }

    /** Waits until so many more epochs are done. */
    protected static void after(Run run, int epochs) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(epochs);
        Thread here = Thread.currentThread();
        try (Subscription own = run.subscribe(event -> {
            // The last one is told again to whoever subscribes.
            if (event instanceof RunEvent.Epoch && Thread.currentThread() != here) {
                done.countDown();
            }
        })) {
            assertTrue(done.await(30, TimeUnit.SECONDS), own::toString);
        }
    }

    /**
     * Pauses a run when so many more epochs are done. It waits there till it is asked, and so has not ended by then, however busy
     * the machine is.
     */
    protected static void pauseAfter(Run run, int epochs) throws Exception {
        FutureTask<Boolean> pause = new FutureTask<>(() -> {
            run.pause(CAUSE);
            return true;
        });
        Thread asking = new Thread(pause, "pause");
        AtomicInteger left = new AtomicInteger(epochs);
        Thread here = Thread.currentThread();
        try (Subscription own = run.subscribe(event -> {
            if (event instanceof RunEvent.Epoch && Thread.currentThread() != here && left.decrementAndGet() == 0) {
                asking.start();
                while (asking.isAlive() && asking.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
        })) {
            assertTrue(pause.get(30, TimeUnit.SECONDS), own::toString);
        }
    }

    /** Opens when a run says something of a kind, such as {@code missing}. */
    protected static CountDownLatch told(Run run, String kind) {
        return told(run, kind, "");
    }

    /** Opens when a run says something of a kind that begins so. */
    protected static CountDownLatch told(Run run, String kind, String about) {
        CountDownLatch told = new CountDownLatch(1);
        run.subscribe(event -> {
            if (event instanceof RunEvent.Noted noted
                    && noted.kind().equals(kind)
                    && noted.text().startsWith(about)) {
                told.countDown();
            }
        });
        return told;
    }

    /** What a run of the tiny job that nobody disturbs ends with. */
    protected Map<String, SavedParameter> undisturbed(String more) throws Exception {
        Run run = start(more);
        finished(run);
        return newest(run).parameters();
    }

    /** What is measured of a run or checkpoint on a split, at its own sizes. */
    protected double loss(Path trained, String split) throws Exception {
        return runs.evaluate(trained, split, List.of()).losses().get(0).loss();
    }

    protected static RunResult finished(Run run) throws InterruptedException {
        RunResult result = run.await();
        assertEquals(RunStatus.FINISHED, result.status(), result.message());
        return result;
    }

    protected static Snapshot newest(Run run) throws Exception {
        return checkpoints(run).newest().snapshot();
    }

    protected static Checkpoints checkpoints(Run run) throws Exception {
        return RunDirectory.open(run.directory()).checkpoints(Disk.local());
    }

    /** The lines of a run's journal that are of one kind. */
    protected static List<Map<String, Object>> journal(Run run, String kind) throws Exception {
        return JsonLines.read(run.directory().resolve("journal.jsonl")).stream()
                .filter(line -> kind.equals(line.get("kind")))
                .toList();
    }

    /** Puts a run back to where it was when it had saved a step; before the first with −1. */
    protected static void cutBack(Run run, long step) throws Exception {
        Files.delete(run.directory().resolve("result.json"));
        for (Path saved : checkpoints(run).newestFirst()) {
            if (Long.parseLong(saved.getFileName().toString().split("\\.")[0]) > step) {
                try (Stream<Path> files = Files.walk(saved)) {
                    for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
