package org.espalier.host.runs.orders;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;

/** The job of a fork: that of its parent, with what is different. */
public final class ForkedJob {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String TYPE = ".type";

    private ForkedJob() {}

    /**
     * The job of a fork; a plugin of another type has none of the settings of the one before but those that are given, as what goes
     * over to it is too.
     *
     * @param name  of the fork
     * @param shown what the parent is called in refusals
     */
    public static JobFile of(Job before, String name, Map<String, String> settings, Path shown)
            throws RefusedException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            check(setting.getKey(), setting.getValue());
        }
        if (!name.matches(NAME)) {
            throw new RefusedException(
                    "--name", "", name + " — wants at most 64 letters, digits, '-', '_', '.', a letter or digit first");
        }
        Set<String> other = before.choices().stream()
                .filter(choice -> settings.containsKey(choice.key() + TYPE)
                        && !settings.get(choice.key() + TYPE).equals(choice.type()))
                .map(Choice::key)
                .collect(Collectors.toSet());
        Job changed = before.mapChoices(
                c -> other.contains(c.key()) ? new Choice(settings.get(c.key() + TYPE), Map.of(), c.key()) : c);
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("name", "\"" + name + "\"");
        return JobFile.parse(changed.toYaml(), shown, all);
    }

    private static void check(String key, String value) throws RefusedException {
        String first = key.split("\\.", 2)[0];
        String why =
                switch (first) {
                    case "data" ->
                        "the samples behind it, their order and their normaliser are those of its parent's data";
                    case "seed" -> "what it has drawn belongs to its parent's seed";
                    case "batch" -> "steps, epochs and schedule are counted in its parent's batches";
                    case "name" -> "its name is given by --name";
                    default -> "";
                };
        if (!why.isEmpty()) {
            String rest = first.equals("name") ? "" : "; another run can have it";
            throw new RefusedException("--set", key, value + " — a fork keeps it: " + why + rest);
        }
    }
}
