package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "checkpoint",
        description = "Have a run write a checkpoint after the step in hand, and wait until it is on the medium.",
        footer = {"", "Example: espalier checkpoint darcy --because 'before I raise the rate'"})
@Where(Place.RUNNING)
final class CheckpointVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", defaultValue = "", description = LiveRuns.DESCRIPTION)
    String run = "";

    @Mixin
    Because because = new Because();

    @Mixin
    OneRun one = new OneRun();

    CheckpointVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        Run found = one.find("checkpoint", run, session);
        long step = found.checkpoint(because.cause(session));
        Path written = found.directory().resolve("checkpoints").resolve(Long.toString(step));
        if (one.json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("run", found.id());
            fields.put("step", step);
            fields.put("checkpoint", written.toString());
            session.print(OneRun.line(fields));
        } else {
            session.print(session.shown(written));
        }
        return ExitCodes.OK;
    }
}
