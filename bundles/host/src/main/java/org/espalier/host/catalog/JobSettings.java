package org.espalier.host.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.api.run.SettingDescription;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.job.ParameterGroup;
import org.espalier.host.job.PluginKey;
import org.espalier.host.runs.orders.Adjustable;
import org.espalier.settings.SettingCard;

/** The keys of jobs: of any job, and of one with the plugins that it names. */
final class JobSettings {
    private static final String GROWTH = "growth";
    private static final String GROUPS = "groups";
    private final ShelvedPlugins plugins;

    JobSettings(ShelvedPlugins plugins) {
        this.plugins = plugins;
    }

    /** The host's keys in the order of a job file. */
    List<SettingDescription> ofAnyJob() {
        List<SettingDescription> keys = new ArrayList<>();
        for (SettingCard card : Job.describe()) {
            if (card.key().equals("budget")) {
                keys.addAll(groups());
                keys.addAll(growth());
            }
            keys.add(SettingDescriptions.of(card));
            if (card.key().equals("name")) {
                for (PluginKey key : PluginKey.values()) {
                    keys.add(SettingDescriptions.of(key, names(key)));
                }
            }
        }
        return keys.stream().map(JobSettings::marked).toList();
    }

    private static SettingDescription marked(SettingDescription key) {
        return key.changing(Adjustable.mayChange(key.key()));
    }

    /** The dotted keys of a run of that job; beside those of the job, whether its entries are asked. */
    List<SettingDescription> ofRun(Job job) {
        List<SettingDescription> keys = new ArrayList<>(of(job));
        for (GrowthEntry entry : job.growth()) {
            keys.add(SettingDescription.of(
                            entry.strategy().key(),
                            "word, or map with type",
                            List.of("off", "on", "remove"),
                            "",
                            Optional.of(entry.asked() ? "on" : "off"),
                            false,
                            "whether the entry is asked; remove takes it away")
                    .changing(true));
        }
        return keys;
    }

    /** The dotted keys that may be set for a job, each with the value that it has. */
    List<SettingDescription> of(Job job) {
        List<SettingDescription> keys = new ArrayList<>();
        for (SettingCard card : Job.describe()) {
            if (card.single()) {
                keys.add(SettingDescriptions.of(card));
            }
        }
        for (PluginKey key : PluginKey.values()) {
            keys.add(SettingDescriptions.of(key, names(key)));
            keys.add(SettingDescriptions.typeOf(key, names(key)));
        }
        for (GrowthEntry entry : job.growth()) {
            for (SettingDescription own : growth()) {
                if (own.key().startsWith(GROWTH + "[].") && !own.key().endsWith(".id")) {
                    keys.add(SettingDescriptions.withKey(own, own.key().replace("[]", "." + entry.id())));
                }
            }
        }
        if (job.growth().size() > 1) {
            keys.add(SettingDescription.of(
                    GrowthEntry.ORDER,
                    "list of ids",
                    List.of(),
                    "",
                    Optional.empty(),
                    false,
                    "the order in which the entries are asked; all of them"));
        }
        for (Choice choice : job.choices()) {
            plugins.find(kind(choice), choice.type()).ifPresent(found -> found.cards().stream()
                    .filter(SettingCard::single)
                    .forEach(card -> keys.add(SettingDescriptions.of(card).under(choice.key()))));
        }
        return keys.stream().map(key -> marked(asItIs(key, job))).toList();
    }

    private static SettingDescription asItIs(SettingDescription setting, Job job) {
        Optional<Object> value = job.value(setting.key());
        if (value.isPresent() && value.get() instanceof Map<?, ?> choice && choice.containsKey("type")) {
            value = Optional.of(String.valueOf(choice.get("type")));
        }
        return value.map(now -> SettingDescriptions.withFallback(setting, yaml(now)))
                .orElse(setting);
    }

    /** A value on one line of YAML. */
    private static String yaml(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JobSettings::yaml).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }

    private static String kind(Choice choice) {
        if (choice.key().startsWith(GROWTH)) {
            return "strategy";
        }
        for (PluginKey key : PluginKey.values()) {
            if (key.key().equals(choice.key())) {
                return key.kind();
            }
        }
        return PluginKey.OPTIMIZER.kind();
    }

    private List<SettingDescription> groups() {
        List<SettingDescription> keys = new ArrayList<>();
        keys.add(list(GROUPS, "parameters that are updated in a way of their own; off for none"));
        ParameterGroup.describe()
                .forEach(card -> keys.add(SettingDescriptions.of(card).under(GROUPS + "[]")));
        keys.add(SettingDescription.of(
                GROUPS + "[].optimizer",
                "name, or map with or without type",
                plugins.names(PluginKey.OPTIMIZER.kind()),
                "",
                Optional.of("{}"),
                false,
                "optimizer of these parameters; a map without a type adds to the settings of the job's own"));
        return keys;
    }

    private List<SettingDescription> growth() {
        List<SettingDescription> keys = new ArrayList<>();
        keys.add(list(GROWTH, "entries that may grow the model, asked in this order; off for none"));
        for (SettingCard card : GrowthEntry.describe()) {
            SettingDescription key = SettingDescriptions.of(card).under(GROWTH + "[]");
            keys.add(card.key().equals("type") ? SettingDescriptions.withValues(key, plugins.names("strategy")) : key);
        }
        return keys;
    }

    private static SettingDescription list(String key, String meaning) {
        return SettingDescription.of(key, "list of maps, or off", List.of(), "", Optional.of("off"), false, meaning);
    }

    private List<String> names(PluginKey key) {
        TreeSet<String> names = new TreeSet<>(plugins.names(key.kind()));
        if (!key.fallback().isEmpty()) {
            names.add(key.fallback());
        }
        return List.copyOf(names);
    }
}
