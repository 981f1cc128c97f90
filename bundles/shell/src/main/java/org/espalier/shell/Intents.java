package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.Changed;
import org.espalier.api.run.Intent;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;

/** What growth entries would do, for people and for programs. */
final class Intents {
    private static final String GROWTH = "growth.";

    private Intents() {}

    /** Prints them as a table, how an entry's dims stand below its row. */
    static void table(List<Intent> intents, Session session) {
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

    /** Says when growth entries look next of which something has changed: the job's cadence and their own settings decide it together. */
    static void next(Run run, List<Changed> changes, Session session) throws InterruptedException {
        if (changes.stream().noneMatch(change -> change.key().startsWith(GROWTH))) return;
        try {
            for (Intent intent : run.plan()) {
                String key = GROWTH + intent.entry();
                if (changes.stream().anyMatch(change -> (change.key() + ".").startsWith(key + "."))) {
                    String what = intent.plan().isEmpty() ? intent.why() : intent.plan() + ", " + intent.why();
                    session.print(run.id() + "  " + key + " looks next " + intent.next() + ": " + intent.answer() + ", "
                            + what);
                }
            }
        } catch (RefusedException e) {
            // The run waits for a plugin, or has ended since: what was set is set.
            session.complain(run.id() + "  when it looks next cannot be said: " + e.why());
        }
    }

    /** Prints them as JSON, one object per line, each with these fields before its own. */
    static void json(List<Intent> intents, Map<String, ?> first, Session session) throws JsonProcessingException {
        for (Intent intent : intents) {
            Map<String, Object> fields = new LinkedHashMap<>(first);
            fields.put("entry", intent.entry());
            fields.put("strategy", intent.strategy());
            fields.put("served", intent.served());
            fields.put("next", intent.next());
            fields.put("answer", intent.answer());
            fields.put("plan", intent.plan());
            fields.put("why", intent.why());
            if (!intent.outlook().isEmpty()) {
                fields.put("outlook", intent.outlook());
            }
            session.print(OneRun.line(fields));
        }
    }
}
