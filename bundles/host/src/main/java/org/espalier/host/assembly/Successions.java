package org.espalier.host.assembly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.settings.SettingsBinding;

/**
 * The places of a job at which a change of settings puts another plugin, and what becomes of the settings there. The one rule of
 * {@code run}, {@code fork}, {@code swap} and {@code set}: a plugin named by its {@code type} takes over what somebody has said of its
 * predecessor ({@link Job#said()}), be it a default or not; one that is given whole, as {@code {type: …}} or by its name alone, has what
 * is given and its defaults.
 */
public final class Successions {
    private static final String TYPE = ".type";
    /** What is said of an entry of growth that stays who it is, or goes. */
    private static final Set<String> STAYS = Set.of("off", "on", "remove");

    private final PluginRegistry registry;
    private final Map<String, String> settings;
    private final List<Succession> all = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();

    /** A plugin in whose place another is given whole, with what somebody has said of it. */
    private record Replaced(Choice before, Set<String> said) {}

    private Successions(Job held, Map<String, String> settings, PluginRegistry registry) {
        this.registry = registry;
        this.settings = settings;
        for (Choice choice : held.choices()) {
            boolean byType = settings.containsKey(choice.key() + TYPE);
            if (!byType && STAYS.contains(settings.getOrDefault(choice.key(), "off"))) {
                // Nobody asks its plugin anything.
                continue;
            }
            Choice filled = filled(choice, registry);
            Set<String> said = known(choice, held.said().of(choice), registry);
            if (byType) {
                String type = settings.getOrDefault(choice.key() + TYPE, "");
                all.add(Succession.byType(filled, said, type, given(choice.key()), registry));
            } else {
                replaced.add(new Replaced(filled, said));
            }
        }
    }

    /** Those of a job: of a file, or that of a run that is in effect. */
    public static Successions of(Job held, Map<String, String> settings, PluginRegistry registry) {
        return new Successions(held, settings, registry);
    }

    /**
     * A job file under settings, without what is dropped of it, and what becomes of the settings of plugins that others take the place of.
     *
     * @param file    the job
     * @param changes one for each such place of which there is something to say
     */
    public record Read(JobFile file, List<Changed> changes) {}

    /**
     * A job file under settings; what it says of a plugin in whose place they put another goes over like what holds of a run.
     *
     * @throws RefusedException as {@link JobFile#read}, or over a setting that goes over and is no value of the newcomer's
     */
    public static Read read(Path file, Map<String, String> settings, PluginRegistry registry) throws RefusedException {
        String yaml = JobFile.text(file);
        Job held;
        try {
            held = JobFile.parse(yaml, file, Map.of()).job();
        } catch (RefusedException e) {
            // It is no job without the settings; else it is refused with them as well.
            return new Read(JobFile.parse(yaml, file, settings), List.of());
        }
        Successions successions = of(held, settings, registry);
        Set<String> dropped = new LinkedHashSet<>();
        successions.all.forEach(succession -> dropped.addAll(succession.dropped()));
        JobFile next = JobFile.parse(yaml, file, settings, dropped);
        successions.check(next.job(), file.toString());
        List<Changed> changes = new ArrayList<>();
        successions
                .words(next.job())
                .forEach((key, words) ->
                        changes.add(new Changed(key, type(held, key), type(next.job(), key), "").withSettings(words)));
        return new Read(next, changes);
    }

    private static String type(Job job, String key) {
        return job.choice(key).map(Choice::type).orElse("");
    }

    /** Of these settings of a plugin those that it knows: a misspelt one is refused and not dropped. */
    private static Set<String> known(Choice choice, Set<String> settings, PluginRegistry registry) {
        Set<String> keys = new LinkedHashSet<>(settings);
        NamedPlugins.record(choice, registry).map(SettingsBinding::keys).ifPresent(keys::retainAll);
        return keys;
    }

    private static Choice filled(Choice choice, PluginRegistry registry) {
        Map<String, Object> own = new LinkedHashMap<>(choice.settings());
        own.keySet().retainAll(known(choice, choice.settings().keySet(), registry));
        return Succession.held(choice.withSettings(own), registry);
    }

    /** Keys below a place that are set themselves; what is set within one adds to what goes over. */
    private Set<String> given(String place) {
        Set<String> keys = new LinkedHashSet<>();
        for (String key : settings.keySet()) {
            String setting = key.startsWith(place + ".") ? key.substring(place.length() + 1) : "";
            if (!setting.isEmpty() && !setting.matches(".*[.\\[].*") && !key.equals(place + TYPE)) {
                keys.add(setting);
            }
        }
        return keys;
    }

    /** The settings with what goes over, which is given like the rest from then on. */
    public Map<String, String> settings() {
        Map<String, String> whole = new LinkedHashMap<>();
        all.forEach(succession -> whole.putAll(succession.carried()));
        whole.putAll(settings);
        return whole;
    }

    /**
     * Refuses what goes over and is no value of the newcomer's.
     *
     * @param next  the job to be
     * @param where what refusals begin with
     */
    public void check(Job next, String where) throws RefusedException {
        for (Succession succession : all) {
            succession.check(next, where, registry);
        }
    }

    /** What becomes of the settings, one line for each place of which there is something to say. */
    public Map<String, String> words(Job next) {
        Map<String, String> words = new LinkedHashMap<>();
        List<Succession> each = new ArrayList<>(all);
        for (Replaced one : replaced) {
            // Where nothing had been said, nobody takes it to hold.
            next.choice(one.before().key())
                    .filter(after -> !one.said().isEmpty())
                    .ifPresent(after -> each.add(Succession.whole(one.before(), one.said(), after)));
        }
        for (Succession succession : each) {
            String line = succession.words(next, registry);
            if (!line.isEmpty()) {
                words.put(succession.key(), line);
            }
        }
        return words;
    }

    /** Changes with what becomes of the settings of each place that is among them. */
    public List<Changed> told(List<Changed> changes, Job next) {
        Map<String, String> words = words(next);
        return changes.stream()
                .map(change -> {
                    String place = change.key().endsWith(TYPE)
                            ? change.key().substring(0, change.key().length() - TYPE.length())
                            : change.key();
                    return words.containsKey(place) ? change.withSettings(words.get(place)) : change;
                })
                .toList();
    }
}
