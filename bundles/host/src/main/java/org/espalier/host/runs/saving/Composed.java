package org.espalier.host.runs.saving;

import java.util.List;
import java.util.Optional;
import org.espalier.host.job.Job;
import org.espalier.host.store.SavedCodes;
import org.espalier.host.weights.Tensor;

/** What a run is composed of, as far as its checkpoints say. */
public interface Composed {
    /** The job in effect, with every default filled in. */
    Job job();

    /** Schema of the schedule's state. */
    int scheduleSchema();

    /** Names of the moments that are kept of each entry of a trained parameter. */
    List<String> moments(String parameter);

    /** A tensor's values as codes of the grid on which they live; empty for float32, and while the number system is missing. */
    Optional<SavedCodes> codes(Tensor tensor);
}
