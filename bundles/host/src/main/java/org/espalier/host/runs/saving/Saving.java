package org.espalier.host.runs.saving;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.espalier.host.job.Cadence;
import org.espalier.host.job.Interval;
import org.espalier.host.runs.journal.RunRecord;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.TrainingState;
import org.jspecify.annotations.Nullable;

/** When a run's checkpoints are written, and how. */
public final class Saving {
    private final String run;
    private final Optional<String> parent;
    private final Composed composed;
    private final IntSupplier orders;
    private final Checkpoints checkpoints;
    private final RunRecord record;
    private final Map<String, String> provenance;
    private final Unclaimed unclaimed;
    private long lastNanos = System.nanoTime();
    private @Nullable Mark last;

    /** What a checkpoint of a step may differ in from another of it. */
    private record Mark(Juncture at, int orders, String job) {}

    /**
     * Saving of one run.
     *
     * @param parent     the checkpoint of which it is a fork
     * @param composed   what it is composed of at the moment
     * @param orders     how many orders it has behind it at the moment
     * @param provenance where the run comes from
     * @param unclaimed  what is saved again as it came
     * @param saved      the state of this very moment if there is a checkpoint of it
     */
    public Saving(
            String run,
            Optional<String> parent,
            Composed composed,
            IntSupplier orders,
            Checkpoints checkpoints,
            RunRecord record,
            Map<String, String> provenance,
            Unclaimed unclaimed,
            Optional<TrainingState> saved) {
        this.run = run;
        this.parent = parent;
        this.composed = composed;
        this.orders = orders;
        this.checkpoints = checkpoints;
        this.record = record;
        this.provenance = provenance;
        this.unclaimed = unclaimed;
        this.last = saved.map(this::mark).orElse(null);
    }

    /** The step of the newest checkpoint; −1 if there is none. */
    public long lastStep() {
        return last == null ? -1 : last.at().step();
    }

    private Mark mark(TrainingState state) {
        return new Mark(Juncture.of(state), orders.getAsInt(), composed.job().toYaml());
    }

    /** Writes a checkpoint if the job's policy asks for one now. */
    public void maybe(TrainingState state) throws IOException, DivergedException {
        Interval every = composed.job().checkpoint().every();
        boolean due;
        if (every instanceof Cadence.Steps steps) {
            due = state.step % steps.count() == 0;
        } else if (every instanceof Cadence.Epochs epochs) {
            due = state.taken == 0 && state.epoch % epochs.count() == 0;
        } else {
            due = System.nanoTime() - lastNanos
                    >= ((Interval.Time) every).duration().toNanos();
        }
        if (due && state.step != lastStep()) {
            now(state);
        }
    }

    /** Writes a checkpoint of this moment, also if there is one. */
    public void again(TrainingState state) throws IOException, DivergedException {
        write(state, mark(state));
    }

    /**
     * Writes a checkpoint of this moment unless there is one: of this step, with the growth that belongs to it done or due as now,
     * and with the job and the orders of now.
     *
     * @return whether it was written
     * @throws DivergedException if a weight or a moment is not finite; nothing is written then
     */
    public boolean now(TrainingState state) throws IOException, DivergedException {
        Mark mark = mark(state);
        boolean due = !mark.equals(last);
        if (due) {
            write(state, mark);
        }
        return due;
    }

    private void write(TrainingState state, Mark mark) throws IOException, DivergedException {
        Map<String, String> notes = new LinkedHashMap<>(provenance);
        notes.put(Snapshots.JOB, mark.job());
        notes.put(Snapshots.ORDERS, Integer.toString(mark.orders()));
        unclaimed.own(composed.job().growth());
        Snapshot snapshot = unclaimed.beside(Snapshots.of(run, parent, composed, state, record.mark(), notes));
        Optional<String> broken = snapshot.firstNotFinite();
        if (broken.isPresent()) {
            throw new DivergedException(broken.get() + " is not finite after step " + state.step);
        }
        checkpoints.save(snapshot, provenance);
        checkpoints.keep(composed.job().checkpoint().keep());
        lastNanos = System.nanoTime();
        last = mark;
    }
}
