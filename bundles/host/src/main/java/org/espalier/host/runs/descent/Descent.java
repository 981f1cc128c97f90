package org.espalier.host.runs.descent;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.api.run.RefusedException;
import org.espalier.host.store.RunDirectory;

/** What a new run comes from, with everything checked and nothing written. */
public interface Descent {
    /** The folder of all runs. */
    Path runs();

    /** The name of the new run's folder. */
    String name();

    /** Writes what the new run goes on from; last the job, which makes the folder a run. */
    Resumption write(RunDirectory directory) throws IOException, RefusedException;
}
