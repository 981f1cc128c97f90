package org.espalier.api.run;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Somebody who writes a report from a run's directory when it ends; plugin authors implement it and register it as an OSGi
 * service. It reads files alone, so a report can be made again at any time.
 *
 * <p>Called on the run's thread after its last step, by several runs at once; it may take seconds. What it throws is logged
 * and costs the run its report, nothing else.
 */
@ConsumerType
public interface RunReporter {
    /**
     * Writes the report into the run's directory.
     *
     * @return the file
     */
    Path report(Path directory) throws IOException;
}
