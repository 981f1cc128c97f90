package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.Run;
import org.espalier.door.Place;
import org.espalier.shell.display.RunFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "runs",
        description = "List the runs of the containers that are running: status, step, epoch, loss, sizes.",
        footer = {"", "Example: espalier runs --json"})
@Where(Place.EVERY)
final class RunsVerb implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Session session;

    @Option(names = "--json", description = "Print every run as one line of JSON.")
    boolean json;

    RunsVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        List<Run> runs = session.runs().list();
        if (json) {
            for (Run run : runs) session.print(JSON.writeValueAsString(fields(run)));
            return ExitCodes.OK;
        }
        if (runs.isEmpty()) {
            session.print("no runs yet");
            return ExitCodes.OK;
        }
        Table table = new Table("RUN", "STATUS", "STEP", "EPOCH", "LOSS", "HELD-OUT", "SIZES");
        for (Run run : runs) {
            RunFigures now = RunFigures.of(run);
            table.row(
                    run.id(),
                    run.status().name().toLowerCase(Locale.ROOT),
                    Long.toString(run.step()),
                    now.epoch(),
                    now.loss(),
                    now.heldOut(),
                    now.sizes(session.terminal().glyphs()));
        }
        table.lines().forEach(session::print);
        return ExitCodes.OK;
    }

    private static Map<String, Object> fields(Run run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.id());
        fields.put("status", run.status().name());
        fields.put("step", run.step());
        fields.putAll(RunFigures.of(run).fields());
        fields.put("directory", run.directory().toString());
        fields.put("pid", ProcessHandle.current().pid());
        return fields;
    }
}
