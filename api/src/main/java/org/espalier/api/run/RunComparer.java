package org.espalier.api.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A reporter that also sets several runs side by side. The host implements it, in the bundle that writes its reports, and
 * registers it as {@link RunReporter}. It reads files alone: the runs may have ended or train meanwhile, here or in another
 * process.
 *
 * <p>Thread-safe.
 */
@ProviderType
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

    /**
     * Sets a run beside its controls.
     *
     * @param directory the run's directory
     * @throws IOException if it holds no run
     */
    Controlled controlled(Path directory) throws IOException;
}
