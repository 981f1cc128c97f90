package org.espalier.host.runs.composition;

import java.util.List;
import java.util.Objects;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.plugins.Slot;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.host.runs.journal.RunRecord;
import org.espalier.host.training.Setup;
import org.espalier.host.training.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * What a run would be composed of next, made aside: held plugins, state and parts. Closed before the run has gone over to it, it
 * gives back all of it and leaves the state in use as it was. One thread.
 */
final class Transition implements AutoCloseable {
    private final Assembly assembly;
    private final List<Slot<?>.Lease> held;
    private final @Nullable TrainingState inUse;
    private final Happenings happenings;
    private @Nullable TrainingState state;
    private @Nullable Parts parts;
    private boolean taken;

    /**
     * A transition that takes over the leases.
     *
     * @param inUse the state of now, with which the next one may share tensors; null before there is any
     */
    Transition(Assembly assembly, List<Slot<?>.Lease> held, @Nullable TrainingState inUse, Happenings happenings) {
        this.assembly = assembly;
        this.held = held;
        this.inUse = inUse;
        this.happenings = happenings;
    }

    /** Takes over a state and makes no parts on it. */
    void carry(TrainingState next) {
        state = next;
    }

    /** Makes the parts on a state, which it takes over. */
    void make(Setup setup, TrainingState next, RunRecord record) {
        carry(next);
        parts = new Parts(assembly, held, setup, next, record);
    }

    Assembly assembly() {
        return assembly;
    }

    TrainingState state() {
        return Objects.requireNonNull(state, "not made");
    }

    Parts parts() {
        return Objects.requireNonNull(parts, "not made");
    }

    /** The run has gone over to it: it gives back nothing any more. */
    void taken() {
        taken = true;
    }

    @Override
    public void close() {
        if (taken) {
            return;
        }
        Parts made = parts;
        if (made != null) {
            happenings.attempt("let go of", made::close);
        }
        held.forEach(Slot.Lease::close);
        TrainingState next = state;
        if (next != null && inUse != null) {
            next.revision.closeUnless(inUse.revision);
        } else if (next != null) {
            next.revision.close();
        }
    }
}
