package org.espalier.api.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A reporter that also sets several runs side by side; plugin authors implement it and register it as {@link RunReporter}. It reads
 * files alone: the runs may have ended or train meanwhile, here or in another process.
 */
@ConsumerType
public interface RunComparer extends RunReporter {
    /** The most runs that are compared at once. */
    int MOST = 8;

    /**
     * Compares runs from where they part: from the checkpoint that they have in common as forks, else from the first step.
     *
     * @param directories the runs' directories, two to {@link #MOST}
     * @param page        the page to write; one that is there is replaced
     * @throws IOException if a directory holds no run, or the page cannot be written
     */
    Comparison compare(List<Path> directories, Path page) throws IOException;
}
