package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.shell.display.Numbers;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of verbs that are about one run of a container, and how they answer. */
final class OneRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    RunsFolder runs = new RunsFolder();

    @Option(names = "--json", description = "Print the answer as JSON, one object per line.")
    boolean json;

    /** The run of that name; of an empty one the only run that goes on. */
    Run find(String verb, String name, Session session) throws RefusedException {
        return new LiveRuns(session, runs.path).find(verb, name);
    }

    /** Says what has changed, one line each, or that nothing has. */
    void say(Run run, List<Changed> changes, Session session) throws JsonProcessingException {
        if (json) {
            for (Changed change : changes) session.print(line(fields(run.id(), change)));
        } else if (changes.isEmpty()) {
            session.print(run.id() + "  nothing to change");
        } else {
            lines(run.id(), changes, session);
        }
    }

    /** A line for every change, and for what is questionable about it. */
    static void lines(String run, List<Changed> changes, Session session) {
        for (Changed change : changes) {
            session.print(run + "  " + Numbers.plain(change.line()));
            change.warnings().forEach(warning -> session.print(run + "  warning  " + Numbers.plain(warning)));
        }
    }

    /** What a change is for programs. */
    static Map<String, Object> fields(String run, Changed change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run);
        fields.put("key", change.key());
        fields.put("from", change.from());
        fields.put("to", change.to());
        if (!change.note().isEmpty()) fields.put("note", change.note());
        if (!change.settings().isEmpty()) fields.put("settings", change.settings());
        if (!change.warnings().isEmpty()) fields.put("warnings", change.warnings());
        return fields;
    }

    /** Says one thing of a run: its status and its step for programs, a text for people. */
    void say(Run run, String text, Session session) throws JsonProcessingException {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("run", run.id());
            fields.put("status", run.status().name());
            fields.put("step", run.step());
            session.print(line(fields));
        } else {
            session.print(run.id() + "  " + text);
        }
    }

    /** One line of JSON. */
    static String line(Map<String, ?> fields) throws JsonProcessingException {
        return JSON.writeValueAsString(fields);
    }
}
