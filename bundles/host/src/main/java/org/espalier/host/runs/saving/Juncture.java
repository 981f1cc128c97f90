package org.espalier.host.runs.saving;

import org.espalier.host.store.Snapshot;
import org.espalier.host.training.TrainingState;

/**
 * A point of a run between two steps; they are ordered as a run comes by them.
 *
 * @param step      steps done
 * @param growthDue whether the growth that belongs to the last of them is still to come
 */
public record Juncture(long step, boolean growthDue) implements Comparable<Juncture> {
    /** Where a run is born. */
    public static final Juncture BIRTH = new Juncture(0, false);

    /** Where a run is. */
    public static Juncture of(TrainingState state) {
        return new Juncture(state.step, state.growthDue);
    }

    /** Where a run was. */
    public static Juncture of(Snapshot snapshot) {
        boolean due = snapshot.figures().getOrDefault(Snapshots.GROWTH_DUE, 0.0) > 0;
        return new Juncture(snapshot.position().step(), due);
    }

    @Override
    public int compareTo(Juncture other) {
        return step == other.step ? Boolean.compare(other.growthDue, growthDue) : Long.compare(step, other.step);
    }
}
