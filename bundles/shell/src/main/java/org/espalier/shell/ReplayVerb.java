package org.espalier.shell;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = {
            "Train a run again from its birth to its newest checkpoint, its growth and what people changed from its records.",
            "No strategy is asked. Ends well if weights, moments and ages are the same bit for bit; else it names the first"
                    + " that differs."
        },
        footer = {"", "Example: espalier replay darcy/1"})
final class ReplayVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = RunNames.DESCRIPTION)
    String run = "";

    @Mixin
    Following following = new Following();

    ReplayVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        Path directory =
                new RunNames(session.work(), following.runs.path).findTrained("replay", run, session::complain);
        Run replay = session.runs().replay(directory);
        return Follower.toItsEnd(replay, session, following);
    }
}
