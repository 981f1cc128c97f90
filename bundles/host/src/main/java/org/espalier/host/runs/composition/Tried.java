package org.espalier.host.runs.composition;

import java.util.List;
import java.util.Optional;
import org.espalier.api.run.Changed;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.job.Job;

/**
 * What came of trying out a change.
 *
 * @param changes of the plugins
 * @param job     the job to be, with every default filled in
 * @param seen    what a look saw; empty where other data would be needed for it
 */
public record Tried<T>(List<Changed> changes, Job job, Optional<T> seen) {
    /** A look at what a run would be composed of; nothing of it lasts. */
    @FunctionalInterface
    public interface Look<T> {
        /** What is seen. */
        T at(Assembly assembly, Parts parts);
    }
}
