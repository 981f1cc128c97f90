package org.espalier.host.runs;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.espalier.host.job.Cadence;
import org.espalier.host.job.Interval;
import org.espalier.host.job.Job;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.TrainingState;

/** When a run's checkpoints are written, and how. */
final class Saving {
    private final String run;
    private final Job job;
    private final Checkpoints checkpoints;
    private final RunRecord record;
    private final Map<String, String> notes;
    private long lastNanos = System.nanoTime();
    private long lastStep;

    /**
     * The saving of a run.
     *
     * @param from step of the checkpoint from which it goes on; −1 for a newborn run
     */
    Saving(String run, Job job, Checkpoints checkpoints, RunRecord record, Map<String, String> notes, long from) {
        this.run = run;
        this.job = job;
        this.checkpoints = checkpoints;
        this.record = record;
        this.notes = notes;
        this.lastStep = from;
    }

    /** Writes a checkpoint if the job's policy asks for one now. */
    void maybe(TrainingState state) throws IOException {
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

    /** Writes a checkpoint of this moment unless there is one; never of weights that are not finite. */
    void now(TrainingState state) throws IOException {
        if (state.step == lastStep) {
            return;
        }
        Snapshot snapshot = Snapshots.of(run, job, state, record.mark(), notes);
        Optional<String> broken = snapshot.firstNotFinite();
        if (broken.isPresent()) {
            throw new IOException(
                    broken.get() + " is not finite after step " + state.step + "; the last good checkpoint stays");
        }
        checkpoints.save(snapshot, notes);
        checkpoints.keep(job.checkpoint().keep());
        lastNanos = System.nanoTime();
        lastStep = state.step;
    }
}
