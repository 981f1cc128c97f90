package org.espalier.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.run.Trial;

/** What a dry run says of what would come after the change. */
final class DryRun {
    private DryRun() {}

    /** What lines for programs begin with. */
    static Map<String, Object> fields(String run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run);
        fields.put("dry-run", true);
        return fields;
    }

    /** What strategies that take a place would do first. */
    static void first(Trial trial, Session session) {
        if (!trial.intents().isEmpty()) {
            session.print("this is what would be done when NEXT says, with the weights of now:");
            Intents.table(trial.intents(), session);
        }
    }
}
