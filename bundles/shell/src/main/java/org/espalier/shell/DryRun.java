package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.api.run.Changed;
import org.espalier.api.run.Run;
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

    /**
     * What would become of a run that trains.
     *
     * @param places whether plugins may take places, for which something is kept
     */
    static void tell(Run run, Trial trial, boolean places, OneRun one, Session session) throws JsonProcessingException {
        if (one.json) {
            for (Changed change : trial.changes()) {
                Map<String, Object> fields = new LinkedHashMap<>(OneRun.fields(run.id(), change));
                fields.put("dry-run", true);
                // Services are bound and let go; a bundle's wiring, and with it its class loader, is another matter.
                if (places) fields.put("wiring", List.of());
                session.print(OneRun.line(fields));
            }
            Intents.json(trial.intents(), fields(run.id()), session);
            return;
        }
        one.say(run, trial.changes(), session);
        if (trial.changes().isEmpty()) return;
        if (places) {
            session.print("state   " + state(trial.changes()));
            session.print("wiring  no bundle's changes");
        }
        first(trial, session);
        session.print("nothing was changed: a dry run");
    }

    private static String state(List<Changed> changes) {
        String anew =
                changes.stream().filter(Changed::beginsAnew).map(Changed::key).collect(Collectors.joining(", "));
        return anew.isEmpty() ? "what is kept goes over" : "that of " + anew + " begins anew";
    }

    /** What strategies that take a place would do first. */
    static void first(Trial trial, Session session) {
        if (!trial.intents().isEmpty()) {
            session.print("this is what would be done when NEXT says, with the weights of now:");
            Intents.table(trial.intents(), session);
        }
    }
}
