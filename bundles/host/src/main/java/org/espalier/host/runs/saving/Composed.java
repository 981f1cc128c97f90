package org.espalier.host.runs.saving;

import java.util.List;
import org.espalier.host.job.Job;

/** What a run is composed of, as far as its checkpoints say. */
public interface Composed {
    /** The job in effect, with every default filled in. */
    Job job();

    /** Schema of the schedule's state. */
    int scheduleSchema();

    /** Names of the moments that are kept of each entry of a trained parameter. */
    List<String> moments(String parameter);
}
