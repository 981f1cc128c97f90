package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
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
        description = "Ask what every growth entry of a run would do now, and why or why not; nothing of it is done.",
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
            for (Intent intent : intents) session.print(OneRun.line(fields(found, intent)));
        } else if (intents.isEmpty()) {
            session.print(found.id() + "  has no growth entries");
        } else {
            Table table = new Table("ENTRY", "STRATEGY", "SERVED BY", "NEXT", "ANSWER", "PLAN", "WHY");
            for (Intent intent : intents) {
                table.row(
                        intent.entry(),
                        intent.strategy(),
                        intent.served().isEmpty() ? "MISSING" : intent.served(),
                        intent.next(),
                        intent.answer(),
                        intent.plan(),
                        intent.why());
            }
            List<String> lines = table.lines();
            session.print(lines.get(0));
            for (int i = 0; i < intents.size(); i++) {
                session.print(lines.get(i + 1));
                intents.get(i).outlook().forEach(line -> session.print("  " + line));
            }
        }
        return ExitCodes.OK;
    }

    private static Map<String, Object> fields(Run run, Intent intent) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.id());
        fields.put("entry", intent.entry());
        fields.put("strategy", intent.strategy());
        fields.put("served", intent.served());
        fields.put("next", intent.next());
        fields.put("answer", intent.answer());
        fields.put("plan", intent.plan());
        fields.put("why", intent.why());
        if (!intent.outlook().isEmpty()) fields.put("outlook", intent.outlook());
        return fields;
    }
}
