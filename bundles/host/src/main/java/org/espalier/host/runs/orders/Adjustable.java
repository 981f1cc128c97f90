package org.espalier.host.runs.orders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.Job;
import org.espalier.settings.Names;

/** The settings of a run that may change: while it trains, or when it is resumed. */
public final class Adjustable {
    /** The key of the schedule's place. */
    public static final String SCHEDULE = "optimizer.schedule";

    private static final String EPOCHS = "epochs";
    private static final String WHOLE = "epochs|clip|deadline|grace|reprepare|budget|checkpoint";
    private static final List<String> KEYS = List.of(
            WHOLE,
            "(budget|checkpoint|optimizer|init|precision)\\..+",
            "groups\\[[0-9]+\\]\\.(rate|optimizer\\..+)",
            "growth\\.[^.]+(\\..+)?");
    /** Keys whose values are names of plugins. */
    private static final String TYPE = "(.+\\.)?type|optimizer\\.schedule";

    private Adjustable() {}

    /** Settings by the keys that they change: {@code off} and {@code on} of a growth entry say whether it is asked. */
    public static Map<String, String> meant(Map<String, String> settings) {
        Map<String, String> meant = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            boolean entry = key.matches("growth\\.[^.]+");
            switch (entry ? value : "") {
                case "off" -> meant.put(key + ".asked", "false");
                case "on" -> meant.put(key + ".asked", "true");
                default -> meant.put(key, value);
            }
        });
        return meant;
    }

    /** Whether a run takes another value of a setting; {@code []} stands for any entry of a list. */
    public static boolean mayChange(String key) {
        String one = key.replace("growth[]", "growth.any").replace("[]", "[0]");
        return !one.matches(TYPE) && KEYS.stream().anyMatch(one::matches);
    }

    /**
     * Refuses settings that may not change.
     *
     * @param forks says whether a fork could have them
     */
    public static void check(Map<String, String> settings, Forks forks) throws RefusedException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String key = setting.getKey();
            if (key.matches(TYPE)) {
                throw new RefusedException(
                        "--set", key, setting.getValue() + " — another plugin takes a place by swap, not by set");
            }
            String first = key.split("[.\\[]", 2)[0];
            if (!Job.keys().contains(first)) {
                throw new RefusedException("--set", key, Names.unknown("key", first, Job.keys()));
            }
            if (!mayChange(key)) {
                throw new RefusedException(
                        "--set",
                        key,
                        setting.getValue()
                                + " — a run keeps it for life; what may change is epochs, clip, deadline, grace,"
                                + " reprepare and what is below optimizer, init, precision, groups, growth, budget and checkpoint; "
                                + forks.refusal(Map.of(key, setting.getValue()))
                                        .map(why -> "nor could a fork have it: " + why)
                                        .orElse("a fork can have it"));
            }
        }
    }

    /** What has another value in the second of two jobs, of these keys. */
    public static List<Changed> differences(Job before, Job after, Set<String> keys) {
        List<Changed> changes = new ArrayList<>();
        for (String key : keys) {
            String from = before.text(key);
            String to = after.text(key);
            if (!from.equals(to)) {
                changes.add(new Changed(key, from, to, ""));
            }
        }
        return changes;
    }

    /**
     * Refuses a length that a run has reached already, and to go on with a run that has finished.
     *
     * @param epochs   those of the job with the settings
     * @param done     epochs that the run has behind it
     * @param finished whether the run has ended as planned
     * @param where    what the run is called in refusals
     */
    public static void checkLength(Map<String, String> settings, int epochs, long done, boolean finished, String where)
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
