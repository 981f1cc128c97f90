package org.espalier.host.runs.composition;

import java.util.List;
import java.util.Map;
import org.espalier.api.optimize.Moment;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;

/**
 * What an assembly has said that counts until the next one is in effect, without the plugins that it found.
 *
 * @param file           the job as it was read
 * @param job            with every default filled in
 * @param scheduleSchema schema of the schedule's state
 * @param moments        what optimizers keep per entry, by the keys of the job that name them
 */
record InEffect(JobFile file, Job job, int scheduleSchema, Map<String, List<Moment>> moments) {
    static InEffect of(Assembly assembly) {
        return new InEffect(
                assembly.file(), assembly.resolved(), assembly.schedule().schema(), assembly.momentsByKey());
    }

    /** What is kept of a parameter. */
    List<Moment> momentsOf(String parameter) {
        return moments.getOrDefault(job.optimizerOf(parameter).key(), List.of());
    }
}
