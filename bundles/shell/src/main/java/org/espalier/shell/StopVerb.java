package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description = "Have a run write a checkpoint and stop after the step in hand, and wait until it has.",
        footer = {"", "Example: espalier stop darcy && espalier resume darcy --set epochs=20"})
@Where(Place.RUNNING)
final class StopVerb implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", defaultValue = "", description = LiveRuns.DESCRIPTION)
    String run = "";

    @Mixin
    RunsFolder runs = new RunsFolder();

    @Option(names = "--no-wait", description = "Return at once; the run stops by itself.")
    boolean noWait;

    @Option(names = "--json", description = "Print how it ended as one line of JSON.")
    boolean json;

    StopVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        Run found = new LiveRuns(session, runs.path).find("stop", run);
        if (LiveRuns.over(found)) {
            throw new RefusedException("stop", "", found.id() + " has ended: " + word(found.status()));
        }
        found.stop();
        if (noWait) {
            session.print(json ? fields(found, found.status(), "stopping") : found.id() + "  stopping");
            return ExitCodes.OK;
        }
        RunResult result = found.await();
        if (json) {
            session.print(fields(found, result.status(), result.message()));
        } else {
            session.print(found.id() + "  " + said(result));
            if (result.status() == RunStatus.STOPPED) {
                session.print("go on   espalier resume " + RunNames.shortest(found, session));
            }
        }
        return result.status() == RunStatus.FAILED ? ExitCodes.FAILED : ExitCodes.OK;
    }

    /** Messages often begin with the status; once is enough. */
    private static String said(RunResult result) {
        String status = word(result.status());
        String message = result.message();
        return message.isEmpty() || message.startsWith(status)
                ? status + message.replaceFirst(status, "")
                : status + "  " + message;
    }

    private static String word(RunStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static String fields(Run run, RunStatus status, String message) throws JsonProcessingException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.id());
        fields.put("directory", run.directory().toString());
        fields.put("status", status.name());
        fields.put("step", run.step());
        fields.put("message", message);
        return JSON.writeValueAsString(fields);
    }
}
