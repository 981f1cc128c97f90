package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.plugin.StateMismatchException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunListener;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.store.Checkpoint;
import org.espalier.host.store.Disk;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.RunLock;
import org.espalier.host.training.Birth;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on a thread of its own, from its data to its report. */
final class HostedRun implements Run {
    private static final Logger LOG = LoggerFactory.getLogger(HostedRun.class);
    private final Assembly assembly;
    private final RunDirectory directory;
    private final RunLock lock;
    private final Optional<Checkpoint> from;
    private final RunRecord record;
    private final Surroundings surroundings;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final Thread thread;
    private volatile RunStatus status = RunStatus.PREPARING;
    private volatile long step;
    private volatile boolean stopping;
    private final Object interrupts = new Object();
    private boolean interruptible;

    /**
     * A run that has not begun.
     *
     * @param from the checkpoint to go on from; empty for a newborn run
     */
    HostedRun(
            Assembly assembly,
            RunDirectory directory,
            RunLock lock,
            Optional<Checkpoint> from,
            RunRecord record,
            Surroundings surroundings) {
        this.assembly = assembly;
        this.directory = directory;
        this.lock = lock;
        this.from = from;
        this.record = record;
        this.surroundings = surroundings;
        this.thread = new Thread(this::run, directory.id());
        this.thread.setContextClassLoader(HostedRun.class.getClassLoader());
        this.step = from.map(c -> c.snapshot().position().step()).orElse(0L);
    }

    void begin() {
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
    public AutoCloseable subscribe(RunListener listener) {
        return record.subscribe(listener);
    }

    @Override
    public void stop() {
        synchronized (interrupts) {
            stopping = true;
            if (interruptible) {
                thread.interrupt();
            }
        }
    }

    @Override
    public RunResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run always ends with a result", e);
        }
    }

    private void run() {
        Map<String, Double> figures = new LinkedHashMap<>();
        RunResult end;
        try (RunLock held = lock;
                RunRecord open = record) {
            end = attempt(figures);
            if (end.status() == RunStatus.FAILED) {
                open.journal("end", step, Map.of("status", end.status().name(), "message", end.message()));
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the record of {} could not be closed", id(), e);
            end = ended(RunStatus.FAILED, e.toString());
        }
        status = end.status();
        record.tell(new RunEvent.Ended(end, figures));
        result.complete(end);
    }

    private RunResult attempt(Map<String, Double> figures) {
        try {
            return train(figures);
        } catch (InterruptedException e) {
            return ended(RunStatus.STOPPED, "stopped while its data was made ready");
        } catch (DataException | DivergedException | StateMismatchException | PluginFaultException e) {
            return ended(RunStatus.FAILED, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("run {} failed", id(), e);
            return ended(RunStatus.FAILED, e.toString());
        }
    }

    private static RunResult ended(RunStatus status, String message) {
        return new RunResult(status, message, List.of(), List.of());
    }

    private RunResult train(Map<String, Double> figures)
            throws IOException, InterruptedException, DataException, DivergedException, StateMismatchException,
                    PluginFaultException {
        try (Dataset data = data()) {
            Setup setup = assembly.setup(id(), data);
            TrainingState state = from.isEmpty() ? new Birth(setup).begin() : restored(setup);
            Map<String, String> provenance = surroundings.provenance(data);
            try (Trainer trainer = new Trainer(setup, state, record)) {
                return train(trainer, data, provenance, figures);
            }
        }
    }

    /** Only here is the thread interrupted: later an interrupt would close the channel of a checkpoint or the journal. */
    private Dataset data() throws IOException, InterruptedException, DataException {
        synchronized (interrupts) {
            if (stopping) {
                throw new InterruptedException("stopped before its data was made ready");
            }
            interruptible = true;
        }
        try {
            return assembly.open(surroundings.dataContext(assembly, record));
        } finally {
            synchronized (interrupts) {
                interruptible = false;
                Thread.interrupted();
            }
        }
    }

    private TrainingState restored(Setup setup) throws IOException, StateMismatchException, PluginFaultException {
        Checkpoint checkpoint = from.orElseThrow();
        return new Restoring(checkpoint.snapshot(), assembly.sizing()).state(setup.entries(), setup.strategies());
    }

    private RunResult train(Trainer trainer, Dataset data, Map<String, String> provenance, Map<String, Double> figures)
            throws IOException, DivergedException {
        long saved = from.map(c -> c.snapshot().position().step()).orElse(-1L);
        Saving saving =
                new Saving(id(), assembly.job(), directory.checkpoints(Disk.local()), record, provenance, saved);
        Ending ending = new Ending(directory, assembly, trainer, data, record, surroundings);
        ending.began(provenance, from.isPresent());
        if (from.isEmpty()) {
            saving.now(trainer.state());
        }
        status = RunStatus.TRAINING;
        Pace pace = new Pace(trainer, record);
        while (!trainer.finished() && !stopping) {
            pace.stepped(trainer.step());
            step = trainer.state().step;
            saving.maybe(trainer.state());
        }
        saving.now(trainer.state());
        if (!trainer.finished()) {
            return ending.stopped();
        }
        status = RunStatus.TESTING;
        return ending.finished(figures);
    }
}
