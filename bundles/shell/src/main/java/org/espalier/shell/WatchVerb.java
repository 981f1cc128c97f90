package org.espalier.shell;

import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = {
            "Follow a run that goes on in a container, from where it stands to its end.",
            "Ctrl-C leaves it, and it goes on; the exit code of a run that has ended is that of 'run'."
        },
        footer = {"", "Example: espalier watch darcy"})
@Where(Place.RUNNING)
final class WatchVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", defaultValue = "", description = LiveRuns.DESCRIPTION)
    String run = "";

    @Mixin
    Following following = new Following();

    WatchVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        Run found = new LiveRuns(session, following.runs.path).find("watch", run);
        return Follower.lookingOn(found, session, following);
    }
}
