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
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunListener;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Subscription;
import org.espalier.api.run.Swap;
import org.espalier.api.run.Trial;

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

    /** What it was asked to do. */
    final List<String> asked = new CopyOnWriteArrayList<>();

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
    public String job() {
        return "name: fake";
    }

    @Override
    public List<Changed> set(Map<String, String> settings, Cause cause) throws RefusedException {
        asked.add("set " + settings + " " + cause);
        return changed(settings);
    }

    @Override
    public Trial trySet(Map<String, String> settings) throws RefusedException {
        asked.add("try " + settings);
        List<Changed> changes = changed(settings).stream()
                .map(change -> change.withWarnings(List.of("modes: no direction leads")))
                .toList();
        return new Trial(changes, changes.isEmpty() ? List.of() : List.of(first("ifno")));
    }

    private static List<Changed> changed(Map<String, String> settings) throws RefusedException {
        if (settings.containsKey("batch")) {
            throw new RefusedException("--set", "batch", settings.get("batch") + " — a run keeps it for life");
        }
        return settings.entrySet().stream()
                .filter(setting -> !setting.getValue().equals("same"))
                .map(setting -> new Changed(setting.getKey(), "0.9", setting.getValue(), ""))
                .toList();
    }

    @Override
    public List<Changed> swap(Swap swap, Cause cause) {
        asked.add(
                "swap " + swap.key() + " " + swap.type() + " " + swap.settings() + " " + swap.isFresh() + " " + cause);
        return List.of(swapped(swap));
    }

    @Override
    public Trial trySwap(Swap swap) {
        asked.add("try " + swap.key() + " " + swap.type());
        return new Trial(List.of(swapped(swap)), List.of(first(swap.type())));
    }

    /** What a strategy would do first. */
    static Intent first(String strategy) {
        return new Intent("modes", strategy, "org.example 1.0.0", "after step 280", "grow", "L0.modes 12→5", "fixed");
    }

    private static Changed swapped(Swap swap) {
        String note = swap.isFresh() ? "its state begins anew" : "";
        return new Changed(swap.key(), "ifno of org.espalier.ifno 0.1.0", swap.type() + " of org.example 1.0.0", note)
                .withSettings("carried over explained 0.99; by default patience 8");
    }

    @Override
    public List<Intent> plan() {
        return List.of(
                new Intent(
                        "modes",
                        "ifno",
                        "org.espalier.ifno 0.1.0",
                        "after step 280",
                        "grow",
                        "L0.modes 6→7",
                        "because",
                        List.of("layer0.modes 6 of 12: explained .962 < .970, would become 7")),
                new Intent("grid", "schedule", "", "after step 300", "missing", "", "no bundle supplies it"));
    }

    @Override
    public void pause(Cause cause) {
        asked.add("pause " + cause);
        status = RunStatus.PAUSED;
    }

    @Override
    public void unpause(Cause cause) {
        asked.add("unpause " + cause);
        status = RunStatus.TRAINING;
    }

    @Override
    public long checkpoint(Cause cause) {
        asked.add("checkpoint " + cause);
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
