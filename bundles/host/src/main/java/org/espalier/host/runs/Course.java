package org.espalier.host.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.export.Inheritance;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.runs.composition.OpenData;
import org.espalier.host.runs.composition.Parts;
import org.espalier.host.runs.descent.Fork;
import org.espalier.host.runs.descent.Former;
import org.espalier.host.runs.descent.Replay;
import org.espalier.host.runs.descent.Resumption;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.journal.Pace;
import org.espalier.host.runs.journal.RunRecord;
import org.espalier.host.runs.orders.OrderLog;
import org.espalier.host.runs.orders.OrderNews;
import org.espalier.host.runs.orders.OrderRefusedException;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.runs.saving.Saving;
import org.espalier.host.runs.saving.Unclaimed;
import org.espalier.host.runs.steering.Inbox;
import org.espalier.host.runs.steering.Repeating;
import org.espalier.host.runs.steering.Steering;
import org.espalier.host.runs.steering.StrategyWarnings;
import org.espalier.host.store.Checkpoint;
import org.espalier.host.store.Disk;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.Birth;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.GivenWeights;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.espalier.host.weights.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The work of one run, from its data to its report. It alone holds the run's plugins and weights, so that nothing of them is left
 * when it is over, though the run itself stays in the list.
 */
final class Course {
    private final RunDirectory directory;
    private final RunRecord record;
    private final Surroundings surroundings;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final long resumedStep;
    private final Optional<String> parent;
    private final OrderLog orders;
    private final boolean saved;
    private final boolean dropping;
    private final List<Notice> notices;
    private final Optional<Job> before;
    private final Unclaimed unclaimed;
    private final Set<String> waitedFor = new TreeSet<>();
    private long gracedStep = -1;
    private long graceEnds;
    private @Nullable Assembly first;
    private @Nullable Checkpoint from;
    private @Nullable Former former;

    /**
     * What a course reports to its run, and what it asks it.
     */
    interface Watch {
        /** What the run is doing now. */
        void status(RunStatus status);

        /** So many steps are done. */
        void step(long step);

        /** The job in effect from now on. */
        void job(Job job);

        /** Whether somebody wants the run to stop. */
        boolean stopping();

        /** What people ask of the run. */
        Inbox inbox();

        /** Makes data ready; only here may the run's thread be interrupted. */
        Dataset ready(Preparation preparation) throws IOException, InterruptedException, DataException;
    }

    /** What makes data ready. */
    interface Preparation {
        /** Does it. */
        Dataset open() throws IOException, InterruptedException, DataException;
    }

    /**
     * A course that has not begun.
     *
     * @param resumption what it goes on from
     */
    Course(
            Resumption resumption,
            RunDirectory directory,
            OrderLog orders,
            RunRecord record,
            Surroundings surroundings) {
        this.first = resumption.assembly();
        this.directory = directory;
        this.from = resumption.checkpoint().orElse(null);
        this.former = resumption.former().orElse(null);
        this.unclaimed = Unclaimed.of(resumption.checkpoint().map(Checkpoint::snapshot));
        unclaimed.own(resumption.assembly().job().growth());
        this.resumedStep = resumption.step();
        this.parent = resumption.parent();
        this.saved = resumption.saved();
        this.dropping = resumption.dropping();
        this.notices = resumption.notices();
        this.before = resumption.before();
        this.orders = orders;
        this.record = record;
        this.surroundings = surroundings;
    }

    /** Numbers of the whole run; empty before its end. */
    Map<String, Double> figures() {
        return figures;
    }

    /** Steps done before the course begins. */
    long firstStep() {
        return Math.max(0, resumedStep);
    }

    /** All of it. */
    RunResult run(Watch watch)
            throws IOException, InterruptedException, DataException, DivergedException, OrderRefusedException,
                    PluginFaultException {
        Assembly begun = Objects.requireNonNull(first);
        // Nothing here may keep the plugins that the run begins with.
        first = null;
        long[] step = {firstStep()};
        Happenings happenings = new Happenings(directory.id(), record, () -> step[0]);
        OpenData data =
                new OpenData(assembly -> watch.ready(() -> assembly.open(surroundings.dataContext(assembly, record))));
        try (Composition composition =
                new Composition(begun, surroundings.supply(), happenings, record, data, this::state, watch::job)) {
            composition.begin(begun);
            begun = null;
            return train(composition, happenings, watch, done -> {
                step[0] = done;
                watch.step(done);
            });
        }
    }

    private TrainingState state(Assembly assembly, Setup setup) throws PluginFaultException {
        Checkpoint checkpoint = from;
        if (checkpoint == null) {
            return new Birth(setup, given()).begin();
        }
        return new Restoring(checkpoint.snapshot(), assembly.sizing()).state(setup);
    }

    private Optional<GivenWeights> given() throws PluginFaultException {
        try {
            return Inheritance.kept(directory);
        } catch (IOException e) {
            throw new PluginFaultException("cannot be born: " + e.getMessage(), e);
        }
    }

    private RunResult train(Composition composition, Happenings happenings, Watch watch, LongConsumer done)
            throws IOException, InterruptedException, DivergedException, DataException, OrderRefusedException,
                    PluginFaultException {
        awaitPlugins(composition, watch);
        from = null; // It holds all weights once more, and is not needed now that there is a state.
        Map<String, String> provenance =
                surroundings.provenance(composition.parts().data());
        provenance.putAll(Inheritance.lineage(directory));
        Saving saving = new Saving(
                directory.id(),
                parent,
                composition,
                orders::done,
                directory.checkpoints(Disk.local()),
                record,
                provenance,
                unclaimed,
                saved ? composition.state() : Optional.empty());
        Repeating repeating = new Repeating(
                directory.id(),
                composition,
                surroundings.supply().registry(),
                orders,
                saving,
                new OrderNews(happenings),
                dropping);
        Steering steering = new Steering(
                directory.id(),
                composition,
                orders,
                saving,
                repeating,
                happenings,
                surroundings.supply().registry(),
                settings -> Fork.refusal(
                        directory.path(),
                        settings,
                        Supply.of(surroundings.supply().registry())),
                watch::status);
        Ending ending = new Ending(directory, composition, record, surroundings);
        ending.began(provenance, resumedStep >= 0, notices(composition));
        saving.now(state(composition));
        Optional<Replay> replay = Replay.in(directory);
        try {
            long last = replay.map(Replay::step).orElse(Long.MAX_VALUE);
            try {
                steps(composition, steering, saving, watch, done, last);
            } catch (InterruptedException e) {
                // Stopped while a newcomer made the data ready: the state is whole.
                if (!watch.stopping()) {
                    throw e;
                }
            }
            saving.now(state(composition));
        } catch (DivergedException e) {
            throw e.keeping("the checkpoint of step " + saving.lastStep() + " is kept");
        }
        boolean ready = composition.whole() && !repeating.waits();
        if (replay.isPresent()
                && ready
                && state(composition).step == replay.get().step()) {
            return replayed(composition, replay.get(), ending, watch);
        }
        if (!ready || !composition.parts().trainer().finished()) {
            return ending.stopped();
        }
        watch.status(RunStatus.TESTING);
        return ending.finished(figures);
    }

    private static void awaitPlugins(Composition composition, Watch watch)
            throws IOException, InterruptedException, DataException, PluginFaultException {
        while (!composition.follow()) {
            if (watch.stopping()) {
                throw new InterruptedException("stopped before its plugins were there");
            }
            watch.status(RunStatus.WAITING);
            watch.inbox().refuse("waits for " + String.join(", ", composition.missing()) + " and has no state yet");
            watch.inbox().await();
        }
    }

    private RunResult replayed(Composition composition, Replay replay, Ending ending, Watch watch) throws IOException {
        watch.status(RunStatus.TESTING);
        Snapshot reached = directory.checkpoints(Disk.local()).newest().snapshot();
        Optional<String> difference = replay.difference(reached, directory.metricsFile());
        String same =
                "weights, moments and ages of step " + replay.step() + " are those of " + replay.of() + ", bit for bit";
        RunStatus status = difference.isEmpty() ? RunStatus.FINISHED : RunStatus.FAILED;
        return composition.parts().trainer().finished()
                ? ending.tested(status, difference.orElse(same), figures)
                : ending.untested(status, difference.orElse(same), figures);
    }

    private List<Notice> notices(Composition composition) {
        List<Notice> all = new ArrayList<>(notices);
        Parts parts = composition.parts();
        Revision revision = state(composition).revision;
        all.addAll(StrategyWarnings.begun(before, parts.assembly(), revision.dims(), revision.layout()));
        Former measured = former;
        // It holds weights, too.
        former = null;
        if (measured != null) {
            all.add(measured.notice(measured.measured(
                    parts.assembly(), state(composition).revision, parts.data(), surroundings.supply())));
        }
        return all;
    }

    private static TrainingState state(Composition composition) {
        return composition.state().orElseThrow();
    }

    /** Step after step; and between two of them what has changed: plugins, orders, a pause. */
    private void steps(
            Composition composition, Steering steering, Saving saving, Watch watch, LongConsumer done, long last)
            throws IOException, InterruptedException, DivergedException, DataException, OrderRefusedException,
                    PluginFaultException {
        Pace pace = new Pace(record, state(composition).step);
        while (!watch.stopping()) {
            boolean whole = composition.follow();
            boolean ready = whole && steering.again();
            if (ready && state(composition).growthDue) {
                if (grown(composition, watch)) {
                    saving.maybe(state(composition));
                }
                continue;
            }
            watch.inbox().answer(steering);
            if (composition.changes() || !whole && composition.whole()) {
                // What came before the answer is followed before the next step; a run now whole may have a growth due.
                continue;
            }
            if (!ready || !composition.whole() || steering.paused()) {
                watch.status(ready && composition.whole() ? RunStatus.PAUSED : RunStatus.WAITING);
                watch.inbox().await();
                continue;
            }
            Trainer trainer = composition.parts().trainer();
            if (trainer.finished() || trainer.state().step >= last) {
                return;
            }
            watch.status(RunStatus.TRAINING);
            double loss = trainer.advance();
            done.accept(trainer.state().step);
            pace.stepped(trainer, loss);
        }
    }

    /**
     * Asks the entries that are due, with their strategies held in place from the first answer to the last; whether it has.
     * If one has gone it waits, once, for its grace.
     */
    private boolean grown(Composition composition, Watch watch) throws InterruptedException {
        waitedFor.retainAll(composition.missing());
        List<GrowthEntry> wanted = composition.parts().trainer().due().stream()
                .filter(entry -> !waitedFor.contains(entry.strategy().key()))
                .toList();
        Optional<StrategySupply.Hold> held = composition
                .parts()
                .setup()
                .strategies()
                .hold(wanted.stream().map(GrowthEntry::id).toList());
        if (held.isPresent()) {
            try (StrategySupply.Hold hold = held.get()) {
                composition.parts().trainer().grow();
            }
            return true;
        }
        if (gracedStep != state(composition).step) {
            gracedStep = state(composition).step;
            graceEnds = System.nanoTime() + composition.job().grace().toNanos();
        }
        long left = graceEnds - System.nanoTime();
        while (left > 0 && !watch.stopping() && !composition.changes()) {
            // Orders wait, too: a resumed run gets them after the growth of their step.
            left = watch.inbox().rest(left);
        }
        if (left > 0) {
            return false;
        }
        wanted.stream()
                .map(entry -> entry.strategy().key())
                .filter(composition.missing()::contains)
                .forEach(waitedFor::add);
        composition.parts().trainer().grow();
        return true;
    }
}
