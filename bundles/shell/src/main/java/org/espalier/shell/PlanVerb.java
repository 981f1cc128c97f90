package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.Intent;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        description = {
            "Ask what every growth entry of a run will do at its next look, and why or why not; nothing of it is done.",
            "NEXT is when that is; the answer is that of the weights of now, and training goes on until then."
        },
        footer = {"", "Example: espalier plan darcy"})
@Where(Place.RUNNING)
final class PlanVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", defaultValue = "", description = LiveRuns.DESCRIPTION)
    String run = "";

    @Mixin
    OneRun one = new OneRun();

    PlanVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        Run found = one.find("plan", run, session);
        List<Intent> intents = found.plan();
        if (one.json) {
            Intents.json(intents, Map.of("run", found.id()), session);
        } else if (intents.isEmpty()) {
            session.print(found.id() + "  has no growth entries");
        } else {
            Intents.table(intents, session);
        }
        return ExitCodes.OK;
    }
}
