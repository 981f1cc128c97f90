package org.espalier.host.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.export.Inheritance;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.store.Checkpoint;
import org.espalier.host.store.Disk;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.training.Birth;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * The work of one run, from its data to its report. It alone holds the run's plugins and weights, so that nothing of them is left
 * when it is over, though the run itself stays in the list.
 */
final class Course {
    private final Assembly assembly;
    private final RunDirectory directory;
    private final RunRecord record;
    private final Surroundings surroundings;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final long resumedStep;
    private final List<Notice> notices;
    private final Unclaimed unclaimed;
    private @Nullable Checkpoint from;

    /**
     * What a course reports to its run, and what it asks it.
     */
    interface Watch {
        /** What the run is doing now. */
        void status(RunStatus status);

        /** So many steps are done. */
        void step(long step);

        /** Whether somebody wants the run to stop. */
        boolean stopping();

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
     * @param from    the checkpoint to go on from; empty for a newborn run
     * @param notices what people should know before it begins
     */
    Course(
            Assembly assembly,
            RunDirectory directory,
            Optional<Checkpoint> from,
            List<Notice> notices,
            RunRecord record,
            Surroundings surroundings) {
        this.assembly = assembly;
        this.directory = directory;
        this.from = from.orElse(null);
        this.unclaimed = Unclaimed.of(from.map(Checkpoint::snapshot));
        this.resumedStep = from.map(c -> c.snapshot().position().step()).orElse(-1L);
        this.notices = notices;
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
            throws IOException, InterruptedException, DataException, DivergedException, PluginFaultException {
        try (Dataset data = watch.ready(() -> assembly.open(surroundings.dataContext(assembly, record)))) {
            Setup setup = assembly.setup(directory.id(), data);
            Map<String, String> provenance = surroundings.provenance(data);
            provenance.putAll(Inheritance.lineage(directory));
            try (Trainer trainer = new Trainer(setup, state(setup), record)) {
                List<Notice> all = new ArrayList<>(notices);
                all.addAll(Notice.warnings(assembly.job(), setup.strategies(), trainer.stepsPerEpoch()));
                return train(trainer, data, provenance, all, watch);
            }
        }
    }

    private TrainingState state(Setup setup) throws PluginFaultException, IOException {
        Checkpoint checkpoint = from;
        if (checkpoint == null) {
            return new Birth(setup, Inheritance.kept(directory)).begin();
        }
        from = null; // It holds all weights once more.
        return new Restoring(checkpoint.snapshot(), assembly.sizing()).state(setup);
    }

    private RunResult train(
            Trainer trainer, Dataset data, Map<String, String> provenance, List<Notice> notices, Watch watch)
            throws IOException, DivergedException {
        boolean resumed = resumedStep >= 0;
        Saving saving = new Saving(
                directory.id(),
                assembly.job(),
                assembly.scheduleSchema(),
                directory.checkpoints(Disk.local()),
                record,
                provenance,
                unclaimed,
                resumedStep);
        Ending ending = new Ending(directory, assembly, trainer, data, record, surroundings);
        ending.began(provenance, resumed, notices);
        saving.now(trainer.state());
        watch.status(RunStatus.TRAINING);
        Pace pace = new Pace(trainer, record);
        try {
            while (!trainer.finished() && !watch.stopping()) {
                pace.stepped(trainer.step());
                watch.step(trainer.state().step);
                saving.maybe(trainer.state());
            }
            saving.now(trainer.state());
        } catch (DivergedException e) {
            throw e.keeping("the checkpoint of step " + saving.lastStep() + " is kept");
        }
        if (!trainer.finished()) {
            return ending.stopped();
        }
        watch.status(RunStatus.TESTING);
        return ending.finished(figures);
    }
}
