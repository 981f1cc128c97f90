package org.espalier.host.runs.composition;

import java.util.List;
import org.espalier.api.data.Dataset;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.plugins.Slot;
import org.espalier.host.runs.journal.RunRecord;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;

/**
 * What a run trains with at one time: an assembly whose plugins are held in place, the setup of it, and a trainer.
 */
public final class Parts {
    private final Assembly assembly;
    private final List<Slot<?>.Lease> held;
    private final Setup setup;
    private final Trainer trainer;

    /**
     * Parts that take over the leases; also if the trainer cannot be made.
     *
     * @param held leases of the assembly's plugins
     */
    Parts(Assembly assembly, List<Slot<?>.Lease> held, Setup setup, TrainingState state, RunRecord record) {
        this.assembly = assembly;
        this.held = held;
        this.setup = setup;
        try {
            this.trainer = new Trainer(setup, state, record);
        } catch (RuntimeException | Error e) {
            held.forEach(Slot.Lease::close);
            throw e;
        }
    }

    /** The job with its plugins. */
    public Assembly assembly() {
        return assembly;
    }

    /** The data that is open. */
    public Dataset data() {
        return setup.data();
    }

    /** What the trainer trains by. */
    public Setup setup() {
        return setup;
    }

    /** The trainer; it is made anew with the parts. */
    public Trainer trainer() {
        return trainer;
    }

    /** Drops all prepared forms and lets the plugins go; the state stays. */
    void close() {
        try {
            trainer.part();
        } finally {
            held.forEach(Slot.Lease::close);
        }
    }
}
