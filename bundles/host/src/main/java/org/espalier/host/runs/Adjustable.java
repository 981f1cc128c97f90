package org.espalier.host.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.Job;
import org.espalier.host.store.Snapshot;

/** The settings of a run that may change when it is resumed; every checkpoint says with which values it was written. */
final class Adjustable {
    private static final String EPOCHS = "epochs";
    private static final List<String> KEYS = List.of(EPOCHS, "checkpoint.every", "checkpoint.keep");
    private static final String NOTE = "setting.";

    private Adjustable() {}

    /** The values that a job has, by their dotted keys. */
    static Map<String, String> of(Job job) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(EPOCHS, Integer.toString(job.epochs()));
        values.put("checkpoint.every", job.checkpoint().every().text());
        values.put("checkpoint.keep", Integer.toString(job.checkpoint().keep()));
        return values;
    }

    /** Notes the values for a checkpoint. */
    static void save(Job job, Map<String, String> notes) {
        of(job).forEach((key, value) -> notes.put(NOTE + key, value));
    }

    /** The value under which a checkpoint was written, if it says so. */
    static Optional<String> saved(Snapshot snapshot, String key) {
        return Optional.ofNullable(snapshot.notes().get(NOTE + key));
    }

    /** Refuses settings that may not change. */
    static void check(Map<String, String> settings) throws RefusedException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (!KEYS.contains(setting.getKey())) {
                throw new RefusedException(
                        "--set",
                        setting.getKey(),
                        setting.getValue() + " — a run keeps it for life; what may change is " + String.join(", ", KEYS)
                                + "; begin another run for the rest");
            }
        }
    }

    /**
     * Refuses a length that a run has reached already, and to go on with a run that has finished.
     *
     * @param epochs   those of the job with the settings
     * @param done     epochs that the newest checkpoint has behind it
     * @param finished whether the run has ended as planned
     * @param where    what the run is called in refusals
     */
    static void checkLength(Map<String, String> settings, int epochs, long done, boolean finished, String where)
            throws RefusedException {
        if (settings.containsKey(EPOCHS)) {
            if (epochs <= done) {
                throw new RefusedException("--set", EPOCHS, epochs + " — the run has done " + done + " already");
            }
        } else if (finished) {
            String longer = "--set " + EPOCHS + "=" + 2 * epochs;
            throw new RefusedException(
                    where, "", "the run has finished its " + epochs + " epochs; " + longer + " trains it longer");
        }
    }
}
