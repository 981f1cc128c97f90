package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description = "Let a run rest between two steps, with everything in memory; 'resume' lets it go on.",
        footer = {"", "Example: espalier pause darcy --because 'somebody else needs the cores'"})
@Where(Place.RUNNING)
final class PauseVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", defaultValue = "", description = LiveRuns.DESCRIPTION)
    String run = "";

    @Mixin
    Because because = new Because();

    @Mixin
    OneRun one = new OneRun();

    PauseVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        Run found = one.find("pause", run, session);
        found.pause(because.cause(session));
        one.say(found, "paused after step " + found.step(), session);
        return ExitCodes.OK;
    }
}
