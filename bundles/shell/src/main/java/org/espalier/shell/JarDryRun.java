package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.run.BundleTrial;
import org.espalier.api.run.BundleTrial.KeptState;
import org.espalier.api.run.PluginTrouble;

/** What a jar would do in the drop-in folder, in words or for programs. */
record JarDryRun(Session session, boolean json) {
    /** Tells it: the exit code, which says whether the jar would be taken. */
    int tell(BundleTrial trial) throws JsonProcessingException {
        if (json) {
            session.print(OneRun.line(fields(trial)));
        } else {
            words(trial);
        }
        return trial.taken() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private void words(BundleTrial trial) {
        String from = trial.from().isEmpty() ? "not here yet" : trial.from();
        session.print(trial.bundle() + "  " + from + " \u2192 " + trial.to());
        for (PluginTrouble trouble : trial.troubles()) {
            session.print((trouble.refused() ? "refused  " : "warning  ") + trouble.line());
        }
        if (trial.taken()) {
            String place = trial.from().isEmpty() ? "" : " in the place of " + trial.from();
            session.print("taken    into the drop-in folder it would serve" + place);
        }
        session.print("wiring   "
                + (trial.wiring().isEmpty()
                        ? "no bundle's changes"
                        : "changes of " + String.join(", ", trial.wiring())));
        for (KeptState state : trial.states()) {
            session.print("state    " + state.run() + " " + state.key() + ": "
                    + (state.same()
                            ? "of schema " + state.kept() + " as " + state.plugin() + " writes it"
                            : "of schema " + state.kept() + ", " + state.plugin() + " writes " + state.brought()
                                    + ": its restore decides; a swap that it refuses changes nothing"));
        }
        session.print("nothing was changed: a dry run");
    }

    private static Map<String, Object> fields(BundleTrial trial) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bundle", trial.bundle());
        fields.put("from", trial.from());
        fields.put("to", trial.to());
        fields.put("taken", trial.taken());
        fields.put("wiring", trial.wiring());
        fields.put(
                "troubles", trial.troubles().stream().map(PluginTrouble::line).toList());
        fields.put("states", trial.states().stream().map(JarDryRun::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(KeptState state) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", state.run());
        fields.put("key", state.key());
        fields.put("plugin", state.plugin());
        fields.put("kept", state.kept());
        fields.put("brought", state.brought());
        return fields;
    }
}
