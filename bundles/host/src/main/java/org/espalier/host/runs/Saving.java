package org.espalier.host.runs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.host.job.Cadence;
import org.espalier.host.job.Interval;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.TrainingState;

/** When a run's checkpoints are written, and how. */
final class Saving {
    private final String run;
    private final Optional<String> parent;
    private final Composition composition;
    private final OrderLog orders;
    private final Checkpoints checkpoints;
    private final RunRecord record;
    private final Map<String, String> provenance;
    private final Unclaimed unclaimed;
    private long lastNanos = System.nanoTime();
    private long lastStep;

    /**
     * Saving of one run.
     *
     * @param parent     the checkpoint of which it is a fork
     * @param provenance where the run comes from
     * @param unclaimed  what is saved again as it came
     * @param lastStep   the step of the checkpoint that there is; −1 for none
     */
    Saving(
            String run,
            Optional<String> parent,
            Composition composition,
            OrderLog orders,
            Checkpoints checkpoints,
            RunRecord record,
            Map<String, String> provenance,
            Unclaimed unclaimed,
            long lastStep) {
        this.run = run;
        this.parent = parent;
        this.composition = composition;
        this.orders = orders;
        this.checkpoints = checkpoints;
        this.record = record;
        this.provenance = provenance;
        this.unclaimed = unclaimed;
        this.lastStep = lastStep;
    }

    /** The step of the newest checkpoint; −1 if there is none. */
    long lastStep() {
        return lastStep;
    }

    /** Writes a checkpoint if the job's policy asks for one now. */
    void maybe(TrainingState state) throws IOException, DivergedException {
        Interval every = composition.job().checkpoint().every();
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
        Map<String, String> notes = new LinkedHashMap<>(provenance);
        notes.put(Snapshots.JOB, composition.job().toYaml());
        notes.put(Snapshots.ORDERS, Integer.toString(orders.done()));
        Snapshot snapshot = unclaimed.beside(Snapshots.of(
                run, parent, composition.job(), composition.scheduleSchema(), state, record.mark(), notes));
        Optional<String> broken = snapshot.firstNotFinite();
        if (broken.isPresent()) {
            throw new DivergedException(broken.get() + " is not finite after step " + state.step);
        }
        checkpoints.save(snapshot, provenance);
        checkpoints.keep(composition.job().checkpoint().keep());
        lastNanos = System.nanoTime();
        lastStep = state.step;
    }
}
