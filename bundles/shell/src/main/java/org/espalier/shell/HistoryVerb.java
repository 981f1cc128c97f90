package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description = {
            "Print a run's journal: what grew, was set, swapped, refused or failed, after which step, by whom and why.",
            "It reads the run's folder alone, whether the run goes on or not."
        },
        footer = {
            "",
            "Examples:",
            "  espalier history darcy/1",
            "  espalier history runs/darcy/1 --json | grep '\"set\"'"
        })
@Where(Place.EITHER)
final class HistoryVerb implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    /** A swap with all its settings would push every other line apart. */
    private static final int WIDEST = 72;

    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = RunNames.DESCRIPTION)
    String run = "";

    @Mixin
    OneRun one = new OneRun();

    HistoryVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, FailedException {
        Path journal = directory().resolve("journal.jsonl");
        Table table = new Table("STEP", "TIME", "EVENT", "WHAT", "BY", "REASON").atMost(WIDEST);
        try (BoundedLines lines = BoundedLines.of(journal)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (one.json) session.print(line);
                else add(line, table, journal);
            }
        } catch (IOException e) {
            throw new FailedException("history: " + session.shown(journal) + " cannot be read: " + e.getMessage());
        }
        if (!one.json) table.lines().forEach(session::print);
        return ExitCodes.OK;
    }

    private void add(String line, Table table, Path journal) {
        try {
            Map<String, Object> fields = JSON.readValue(line, FIELDS);
            // What a plan grew is told dim by dim.
            if (!"plan".equals(fields.get("kind"))) new JournalLine(fields).addTo(table);
        } catch (JsonProcessingException e) {
            // The last line of a run that was killed may be half a line; no other can be.
            session.complain("history: a line of " + session.shown(journal) + " is no JSON and is passed over");
        }
    }

    private Path directory() throws RefusedException {
        LiveRuns here = new LiveRuns(session, one.runs.path);
        return here.haveBesideFolder(run)
                ? here.find("history", run).directory()
                : new RunNames(session.work(), one.runs.path).find("history", run);
    }
}
