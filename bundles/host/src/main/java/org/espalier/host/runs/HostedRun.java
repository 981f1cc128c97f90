package org.espalier.host.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.BundleTrial;
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
import org.espalier.host.dropin.TriedJar;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.Changes;
import org.espalier.host.plugins.Frames;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.runs.journal.RunRecord;
import org.espalier.host.runs.orders.OrderRefusedException;
import org.espalier.host.runs.results.ResultFile;
import org.espalier.host.runs.steering.Inbox;
import org.espalier.host.runs.steering.Steering;
import org.espalier.host.store.FileTrouble;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.RunLock;
import org.espalier.host.training.DivergedException;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run, on a thread of its own while it lasts; afterwards it holds how the run ended and nothing else. */
final class HostedRun implements Run {
    private static final Logger LOG = LoggerFactory.getLogger(HostedRun.class);
    private final RunDirectory directory;
    private final RunLock lock;
    private final RunRecord record;
    private final Inbox inbox;
    private final Subscription plugins;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private volatile RunStatus status = RunStatus.PREPARING;
    private volatile long step;
    private volatile Job job;
    private volatile @Nullable JobOrigin origin;
    private volatile boolean stopping;
    private final Object interrupts = new Object();
    private @Nullable Thread interruptible;

    /** A run that has not begun; it gives back the lock and closes the record at its end. */
    HostedRun(RunDirectory directory, RunLock lock, RunRecord record, Changes changes, Job job) {
        this.job = job;
        this.directory = directory;
        this.lock = lock;
        this.record = record;
        this.inbox = new Inbox(directory.id());
        this.plugins = changes.follow(inbox::wake);
    }

    /** Begins a course. Neither it nor its thread is kept: a thread keeps what it runs, and that the run's plugins. */
    void begin(Course course) {
        step = course.firstStep();
        Thread thread = new Thread(() -> run(course), directory.id());
        inbox.owner(thread);
        thread.setContextClassLoader(HostedRun.class.getClassLoader());
        thread.start();
    }

    @Override
    public String id() {
        return directory.id();
    }

    @Override
    public Path directory() {
        return directory.path();
    }

    @Override
    public RunStatus status() {
        return status;
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public String job() {
        return job.toYaml();
    }

    @Override
    public Subscription subscribe(RunListener listener) {
        return record.subscribe(listener);
    }

    @Override
    public List<Changed> set(Map<String, String> settings, Cause cause) throws RefusedException, InterruptedException {
        return inbox.ask(steering -> steering.set(settings, cause));
    }

    @Override
    public Trial trySet(Map<String, String> settings) throws RefusedException, InterruptedException {
        return inbox.ask(steering -> steering.trySet(settings));
    }

    @Override
    public List<Changed> swap(Swap swap, Cause cause) throws RefusedException, InterruptedException {
        return inbox.ask(steering -> steering.swap(swap, cause));
    }

    @Override
    public Trial trySwap(Swap swap) throws RefusedException, InterruptedException {
        return inbox.ask(steering -> steering.trySwap(swap));
    }

    @Override
    public List<Intent> plan() throws RefusedException, InterruptedException {
        return inbox.ask(Steering::plan);
    }

    @Override
    public void pause(Cause cause) throws RefusedException, InterruptedException {
        inbox.ask(steering -> {
            steering.pause(cause);
            return true;
        });
    }

    @Override
    public void unpause(Cause cause) throws RefusedException, InterruptedException {
        inbox.ask(steering -> {
            steering.unpause(cause);
            return true;
        });
    }

    @Override
    public long checkpoint(Cause cause) throws RefusedException, InterruptedException {
        return inbox.ask(steering -> steering.checkpoint(cause));
    }

    /** Where its job has come from; empty for a run that was resumed. */
    Optional<JobOrigin> origin() {
        return Optional.ofNullable(origin);
    }

    /** Takes note of where its job has come from. */
    void from(JobOrigin file) {
        origin = file;
    }

    /** Says something in its journal and to whoever watches, between two steps. */
    void note(String kind, Cause cause, String text) throws RefusedException, InterruptedException {
        inbox.ask(steering -> {
            steering.note(kind, cause, text);
            return true;
        });
    }

    /** What it keeps for plugins that a jar brings; nothing while it gets its data ready, or when it has ended. */
    List<BundleTrial.KeptState> kept(TriedJar jar, PluginRegistry registry) throws InterruptedException {
        if (status == RunStatus.PREPARING) {
            return List.of();
        }
        try {
            return inbox.ask(steering -> steering.kept(jar, registry));
        } catch (RefusedException e) {
            return List.of();
        }
    }

    @Override
    public void stop() {
        synchronized (interrupts) {
            stopping = true;
            if (interruptible != null) {
                interruptible.interrupt();
            }
        }
        inbox.wake();
    }

    @Override
    public RunResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run always ends with a result", e);
        }
    }

    /**
     * Waits until the run has ended; if it is only getting its data ready, which may take no notice of an interrupt and leaves
     * nothing half-done, no longer than until then.
     *
     * @param deadline as {@link System#nanoTime} counts
     * @return whether it has ended
     */
    boolean awaitUnlessPreparing(long deadline) throws InterruptedException {
        try {
            result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (status == RunStatus.PREPARING) {
                return false;
            }
            await();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run always ends with a result", e);
        }
        return true;
    }

    private void run(Course course) {
        RunResult end = ended(RunStatus.FAILED, "ended without a result");
        try (RunLock held = lock;
                RunRecord open = record;
                Subscription following = plugins) {
            end = attempt(course);
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("the record of {} could not be closed", id(), e);
            end = ended(RunStatus.FAILED, FileTrouble.line(e, directory.path()).orElseGet(e::toString));
        } finally {
            status = end.status();
            inbox.close("has ended: " + end.message());
            record.tell(new RunEvent.Ended(end, course.figures()));
            result.complete(end);
        }
    }

    private RunResult attempt(Course course) {
        RunResult end;
        try {
            return course.run(new OwnWatch());
        } catch (InterruptedException e) {
            end = ended(RunStatus.STOPPED, "stopped while its data was made ready");
        } catch (DataException | DivergedException | OrderRefusedException | SettingsException e) {
            end = ended(RunStatus.FAILED, String.valueOf(e.getMessage()));
        } catch (PluginFaultException e) {
            LOG.warn("run {} failed by a plugin's fault", id(), e);
            end = ended(RunStatus.FAILED, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("run {} failed", id(), e);
            end = ended(RunStatus.FAILED, FileTrouble.line(e, directory.path()).orElseGet(() -> e + Frames.at(e)));
        }
        write(end);
        return end;
    }

    /** Writes an end that the course did not live to write. */
    private void write(RunResult end) {
        try {
            record.journalEnd(end, step);
            ResultFile.write(directory, end, step, Map.of());
        } catch (IOException | UncheckedIOException e) {
            // What broke the run, such as a full disk, may keep this from being written, too; its reason is told all
            // the same.
            LOG.error("the end of {} could not be written", id(), e);
        }
    }

    private static RunResult ended(RunStatus status, String message) {
        return new RunResult(status, OneLine.whole(message), List.of(), List.of());
    }

    private final class OwnWatch implements Course.Watch {
        @Override
        public void status(RunStatus now) {
            status = now;
        }

        @Override
        public void step(long done) {
            step = done;
        }

        @Override
        public void job(Job now) {
            job = now;
        }

        @Override
        public Inbox inbox() {
            return inbox;
        }

        @Override
        public boolean stopping() {
            return stopping;
        }

        /** Only here: later an interrupt would close the channel of a checkpoint or the journal. */
        @Override
        public Dataset ready(Course.Preparation preparation) throws IOException, InterruptedException, DataException {
            synchronized (interrupts) {
                if (stopping) {
                    throw new InterruptedException("stopped before its data was made ready");
                }
                interruptible = Thread.currentThread();
            }
            Dataset data;
            RunStatus before = status;
            status = RunStatus.PREPARING;
            try {
                data = preparation.open();
            } finally {
                status = before;
                synchronized (interrupts) {
                    interruptible = null;
                    Thread.interrupted();
                }
            }
            if (stopping) {
                // The source took no notice, and what it needs may be gone by now.
                data.close();
                throw new InterruptedException("stopped while its data was made ready");
            }
            return data;
        }
    }
}
