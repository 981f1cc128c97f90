package org.espalier.host.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.api.run.Changed;
import org.jspecify.annotations.Nullable;

/**
 * What another version of a job says otherwise, with the settings that would make the one the other. Both have their defaults
 * filled in.
 */
public final class JobDifferences {
    /** Keys that a run can do without, which {@code off} takes away. */
    private static final String OPTIONAL = "clip|budget\\..+";

    private final List<Changed> changes = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    private JobDifferences() {}

    /** The differences, but for {@code follow}, which is about them. */
    public static JobDifferences between(Job before, Job after) {
        JobDifferences differences = new JobDifferences();
        Map<String, @Nullable Object> from = FlatSettings.of(before);
        Map<String, @Nullable Object> to = FlatSettings.of(after);
        Set<String> keys = new TreeSet<>(from.keySet());
        keys.addAll(to.keySet());
        keys.remove("follow");
        for (String key : keys) {
            differences.compare(key, from.get(key), to.get(key));
        }
        differences.order(ids(before), ids(after));
        return differences;
    }

    private static List<String> ids(Job job) {
        return job.growth().stream().map(GrowthEntry::id).toList();
    }

    /** The order of asking, where the other settings do not bring it about: entries that come are appended, by their keys. */
    private void order(List<String> before, List<String> after) {
        List<String> left = new ArrayList<>(before);
        left.retainAll(after);
        after.stream().filter(id -> !before.contains(id)).sorted().forEach(left::add);
        if (!left.equals(after)) {
            String wanted = YamlTree.inline(after);
            changes.add(new Changed(GrowthEntry.ORDER, YamlTree.inline(before), wanted, ""));
            settings.put(GrowthEntry.ORDER, wanted);
        }
    }

    private void compare(String key, @Nullable Object before, @Nullable Object after) {
        if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> next && key.startsWith(Choice.GROWTH)) {
            Set<String> names = new TreeSet<>();
            old.keySet().forEach(name -> names.add(String.valueOf(name)));
            next.keySet().forEach(name -> names.add(String.valueOf(name)));
            names.forEach(name -> compare(key + "." + name, old.get(name), next.get(name)));
            return;
        }
        String from = before == null ? "" : YamlTree.inline(before);
        String to = after == null ? "" : YamlTree.inline(after);
        if (from.equals(to)) {
            return;
        }
        changes.add(new Changed(key, from, to, ""));
        if (after != null) {
            settings.put(key, to);
        } else if (before instanceof Map && key.startsWith(Choice.GROWTH)) {
            settings.put(key, "remove");
        } else if (key.matches(OPTIONAL)) {
            settings.put(key, "off");
        }
    }

    /** What is otherwise. */
    public List<Changed> changes() {
        return changes;
    }

    /** The settings that make it so, but for what no setting can. */
    public Map<String, String> settings() {
        return settings;
    }
}
