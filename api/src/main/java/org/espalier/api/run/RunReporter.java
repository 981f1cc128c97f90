package org.espalier.api.run;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Somebody who writes a report from a run's directory when it ends: a service that the host calls. It reads files alone, so
 * a report can be made again at any time.
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
