package org.espalier.host.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.settings.OneLine;
import org.espalier.settings.SettingsBinding;

/**
 * What becomes of a plugin's settings when another takes its place. What somebody has said of the plugin in place goes over to the
 * newcomer if that knows the setting by name and nothing else is given with it; what it does not know is dropped; for all else its
 * own defaults hold.
 */
final class Succession {
    private final Choice before;
    private final Set<String> given;
    private final Set<String> carried;
    private final Set<String> dropped;

    private Succession(Choice before, Set<String> given, Set<String> carried, Set<String> dropped) {
        this.before = before;
        this.given = given;
        this.carried = carried;
        this.dropped = dropped;
    }

    /**
     * A succession to a plugin named by its type alone.
     *
     * @param before the plugin in place, with all that holds of it
     * @param said   keys of its settings that somebody has given
     * @param type   the newcomer; of one that is not there nothing is known and nothing goes over
     * @param given  keys of settings that are given with it
     */
    static Succession byType(Choice before, Set<String> said, String type, Set<String> given, PluginRegistry registry) {
        Optional<List<String>> known = NamedPlugins.record(new Choice(type, Map.of(), before.key()), registry)
                .map(SettingsBinding::keys);
        Set<String> carried = new LinkedHashSet<>();
        Set<String> dropped = new LinkedHashSet<>();
        for (String setting : known.isPresent() ? said : Set.<String>of()) {
            if (!given.contains(setting)) {
                (known.get().contains(setting) ? carried : dropped).add(setting);
            }
        }
        return new Succession(before, given, carried, dropped);
    }

    /** A succession to a plugin that is given with all that is to be said of it. */
    static Succession whole(Choice before, Set<String> said, Choice after) {
        Set<String> dropped = new LinkedHashSet<>(said);
        dropped.removeAll(after.settings().keySet());
        return new Succession(before, after.settings().keySet(), Set.of(), dropped);
    }

    /** The place. */
    String key() {
        return before.key();
    }

    /** What goes over: dotted keys to YAML values. */
    Map<String, String> carried() {
        Map<String, String> settings = new LinkedHashMap<>();
        carried.forEach(setting -> settings.put(full(setting), before.yaml(setting)));
        return settings;
    }

    /** Dotted keys of what is dropped. */
    Set<String> dropped() {
        Set<String> keys = new LinkedHashSet<>();
        dropped.forEach(setting -> keys.add(full(setting)));
        return keys;
    }

    private String full(String setting) {
        return SettingsBinding.join(key(), setting);
    }

    /**
     * Refuses what goes over and is no value of the newcomer's.
     *
     * @param next  the job to be
     * @param where what refusals begin with
     */
    void check(Job next, String where, PluginRegistry registry) throws RefusedException {
        Optional<Choice> after = next.choice(key());
        try {
            after.ifPresent(choice -> resolved(choice, registry));
        } catch (SettingsException e) {
            for (String setting : carried) {
                if (e.key().equals(full(setting)) || e.key().startsWith(full(setting) + ".")) {
                    throw new RefusedException(
                            where,
                            e.key(),
                            OneLine.whole(e.value() + " — " + e.why() + ", and is carried over from " + before.type()
                                    + "; give " + after.get().type() + " a value of its own: " + full(setting)
                                    + "=…"));
                }
            }
        }
    }

    /** A choice with all that holds of its plugin, as far as that is known; as it is if its plugin refuses it. */
    static Choice held(Choice choice, PluginRegistry registry) {
        try {
            return choice.withSettings(resolved(choice, registry));
        } catch (SettingsException e) {
            return choice;
        }
    }

    private static Map<String, Object> resolved(Choice choice, PluginRegistry registry) {
        return NamedPlugins.record(choice, registry)
                .map(record -> SettingsBinding.toMap(choice.bind(record)))
                .orElse(choice.settings());
    }

    /** All that holds of the newcomer and why, but for defaults that are those of before; one line, which may be empty. */
    String words(Job next, PluginRegistry registry) {
        Optional<Choice> after = next.choice(key());
        if (after.isEmpty()) {
            return "";
        }
        Choice now = held(after.get(), registry);
        List<String> defaults = new ArrayList<>();
        for (String setting : now.settings().keySet()) {
            boolean known = before.settings().containsKey(setting);
            boolean same = known && before.yaml(setting).equals(now.yaml(setting));
            if (!same && !given.contains(setting) && !carried.contains(setting)) {
                defaults.add(value(now, setting) + (known ? " (was " + before.yaml(setting) + ")" : ""));
            }
        }
        List<String> words = new ArrayList<>();
        add("given", given, now, words);
        add("carried over", carried, now, words);
        Set<String> gone = new LinkedHashSet<>(dropped);
        gone.removeAll(now.settings().keySet());
        add("dropped", gone, before, words);
        if (!defaults.isEmpty()) {
            words.add("by default " + String.join(", ", defaults));
        }
        return String.join("; ", words);
    }

    private static void add(String what, Set<String> settings, Choice of, List<String> words) {
        List<String> values = settings.stream()
                .filter(of.settings()::containsKey)
                .map(setting -> value(of, setting))
                .toList();
        if (!values.isEmpty()) {
            words.add(what + " " + String.join(", ", values));
        }
    }

    private static String value(Choice choice, String setting) {
        return setting + " " + choice.yaml(setting);
    }
}
