package org.espalier.shell;

import java.nio.file.Path;
import org.espalier.api.run.RefusedException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which checkpoint of which run a verb reads. */
final class CheckpointChoice {
    @Parameters(index = "0", paramLabel = Checkpoints.LABEL, description = Checkpoints.DESCRIPTION)
    String run = "";

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of runs (default: ${DEFAULT-VALUE}).")
    Path runs = Path.of("runs");

    /** The directory of the checkpoint, or of the run for its last one. */
    Path find(String verb, Session session) throws RefusedException {
        return new Checkpoints(new RunNames(session.work(), runs)).find(verb, run, session::complain);
    }
}
