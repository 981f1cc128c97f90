package org.espalier.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Changed;
import org.espalier.api.run.Intent;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunListener;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Subscription;
import org.espalier.api.run.Swap;

/** A run that does what a test says, on a thread of its own. */
final class FakeRun implements Run {
    private final Path directory;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Consumer<FakeRun> script;
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch watched = new CountDownLatch(1);
    private final CountDownLatch unwatched = new CountDownLatch(1);
    private List<RunEvent> replayed = List.of();
    private boolean standing;
    private volatile RunStatus status = RunStatus.PREPARING;
    private volatile RunResult result = new RunResult(RunStatus.FAILED, "", List.of(), List.of());

    private FakeRun(Path directory, Consumer<FakeRun> script) {
        this.directory = directory;
        this.script = script;
    }

    /** A run that tells events and ends with a result. */
    static FakeRun telling(Path directory, List<RunEvent> events, RunResult result) {
        return new FakeRun(directory, run -> {
            events.forEach(run::tell);
            run.end(result);
        });
    }

    /** A run that goes on until it is stopped, after telling that it trains. */
    static FakeRun endless(Path directory, Runnable training) {
        return new FakeRun(directory, run -> {
            training.run();
            try {
                run.stopAsked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            run.end(new RunResult(RunStatus.STOPPED, "at step 240", List.of(), List.of()));
        });
    }

    /** A run that takes its time to stop. */
    static FakeRun stubborn(Path directory, Runnable training, CountDownLatch stopped) {
        return new FakeRun(directory, run -> {
            training.run();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            run.end(new RunResult(RunStatus.STOPPED, "at step 240", List.of(), List.of()));
        });
    }

    /** A run that is under way already: it tells whoever comes where it stands, and ends when it is asked to stop. */
    static FakeRun standing(Path directory, RunStatus status, List<RunEvent> replayed) {
        FakeRun run = new FakeRun(directory, any -> {});
        run.status = status;
        run.replayed = replayed;
        run.standing = true;
        return run;
    }

    boolean isAskedToStop() {
        return stopAsked.getCount() == 0;
    }

    void awaitAskedToStop() throws InterruptedException {
        stopAsked.await();
    }

    void awaitWatched() throws InterruptedException {
        watched.await();
    }

    /** Whether nobody follows it any longer, soon. */
    boolean awaitUnwatched() throws InterruptedException {
        return unwatched.await(10, TimeUnit.SECONDS);
    }

    private void tell(RunEvent event) {
        listeners.forEach(listener -> listener.on(event));
    }

    private void end(RunResult how) {
        result = how;
        status = how.status();
        tell(new RunEvent.Ended(how, Map.of("seconds", 41.2)));
        done.countDown();
    }

    @Override
    public String id() {
        return directory.getParent().getFileName() + "/" + directory.getFileName();
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public RunStatus status() {
        return status;
    }

    @Override
    public long step() {
        return 240;
    }

    @Override
    public Subscription subscribe(RunListener listener) {
        listeners.add(listener);
        if (standing) {
            if (done.getCount() == 0) {
                listener.on(new RunEvent.Ended(result, Map.of()));
            } else {
                replayed.forEach(listener::on);
            }
            watched.countDown();
            return () -> {
                listeners.remove(listener);
                unwatched.countDown();
            };
        }
        Thread thread = new Thread(() -> script.accept(this), "fake-run");
        thread.setDaemon(true);
        thread.start();
        return () -> {};
    }

    @Override
    public List<Changed> set(Map<String, String> settings, Cause cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Changed> swap(Swap swap, Cause cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Changed> trySwap(Swap swap) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Intent> plan() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause(Cause cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unpause(Cause cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long checkpoint(Cause cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {
        stopAsked.countDown();
        if (standing && done.getCount() > 0) end(new RunResult(RunStatus.STOPPED, "at step 240", List.of(), List.of()));
    }

    @Override
    public RunResult await() throws InterruptedException {
        done.await();
        return result;
    }
}
