package org.espalier.host.runs;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.espalier.host.job.Cadence;
import org.espalier.host.job.Interval;
import org.espalier.host.job.Job;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.TrainingState;

/** When a run's checkpoints are written, and how. */
final class Saving {
    private final String run;
    private final Job job;
    private final int scheduleSchema;
    private final Checkpoints checkpoints;
    private final RunRecord record;
    private final Map<String, String> notes;
    private final Unclaimed unclaimed;
    private long lastNanos = System.nanoTime();
    private long lastStep;

    /**
     * Saving of one run.
     *
     * @param scheduleSchema schema of the schedule's state
     * @param notes    where the run comes from
     * @param unclaimed what is saved again as it came
     * @param lastStep the step of the checkpoint that there is; −1 for none
     */
    Saving(
            String run,
            Job job,
            int scheduleSchema,
            Checkpoints checkpoints,
            RunRecord record,
            Map<String, String> notes,
            Unclaimed unclaimed,
            long lastStep) {
        this.run = run;
        this.job = job;
        this.scheduleSchema = scheduleSchema;
        this.checkpoints = checkpoints;
        this.record = record;
        this.notes = notes;
        this.unclaimed = unclaimed;
        this.lastStep = lastStep;
    }

    /** The step of the newest checkpoint; −1 if there is none. */
    long lastStep() {
        return lastStep;
    }

    /** Writes a checkpoint if the job's policy asks for one now. */
    void maybe(TrainingState state) throws IOException, DivergedException {
        Interval every = job.checkpoint().every();
        boolean due;
        if (every instanceof Cadence.Steps steps) {
            due = state.step % steps.count() == 0;
        } else if (every instanceof Cadence.Epochs epochs) {
            due = state.taken == 0 && state.epoch % epochs.count() == 0;
        } else {
            due = System.nanoTime() - lastNanos
                    >= ((Interval.Time) every).duration().toNanos();
        }
        if (due) {
            now(state);
        }
    }

    /**
     * Writes a checkpoint of this moment unless there is one.
     *
     * @throws DivergedException if a weight or a moment is not finite; nothing is written then
     */
    void now(TrainingState state) throws IOException, DivergedException {
        if (state.step == lastStep) {
            return;
        }
        Snapshot snapshot = unclaimed.beside(Snapshots.of(run, job, scheduleSchema, state, record.mark(), notes));
        Optional<String> broken = snapshot.firstNotFinite();
        if (broken.isPresent()) {
            throw new DivergedException(broken.get() + " is not finite after step " + state.step);
        }
        checkpoints.save(snapshot, notes);
        checkpoints.keep(job.checkpoint().keep());
        lastNanos = System.nanoTime();
        lastStep = state.step;
    }
}
