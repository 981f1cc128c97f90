package org.espalier.shell;

import java.nio.file.Path;
import org.espalier.api.run.RefusedException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which checkpoint of which run a verb reads. */
final class CheckpointChoice {
    @Parameters(index = "0", paramLabel = Checkpoints.LABEL, description = Checkpoints.DESCRIPTION)
    String run = "";

    @Mixin
    RunsFolder runs = new RunsFolder();

    /** The directory of the checkpoint, or of the run where none of its checkpoints is named. */
    Path find(String verb, Session session) throws RefusedException {
        return new Checkpoints(new RunNames(session.work(), runs.path)).find(verb, run, session::complain);
    }
}
