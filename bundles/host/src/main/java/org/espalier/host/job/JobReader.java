package org.espalier.host.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.api.plugin.SettingsException;
import org.espalier.settings.Names;
import org.espalier.settings.OneLine;
import org.espalier.settings.SettingsBinding;
import org.jspecify.annotations.Nullable;

/** A plain map to a {@link Job}; every refusal is a SettingsException with the dotted key. */
final class JobReader {
    private static final List<String> PLUGINS = Stream.concat(
                    Stream.of(PluginKey.values()).map(PluginKey::key).filter(key -> !key.contains(".")),
                    Stream.of("groups", "growth"))
            .toList();
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?";
    private static final int MOST_WORKERS = 16;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Map<String, Object> map;

    private JobReader(Map<String, Object> map) {
        this.map = map;
    }

    static Job read(Map<String, Object> map, String fallbackName) {
        return new JobReader(new LinkedHashMap<>(map)).job(fallbackName);
    }

    /** The keys that a job may have. */
    static List<String> keys() {
        Stream<String> plain = Job.describe().stream().map(card -> card.key()).filter(key -> !key.contains("."));
        return Stream.concat(PLUGINS.stream(), plain).toList();
    }

    private Job job(String fallbackName) {
        Said said = Said.read(map.remove(Said.KEY));
        refuseUnknown(map, keys(), "");
        Map<String, Object> rest = new LinkedHashMap<>(map);
        rest.keySet().removeAll(PLUGINS);
        JobKeys keys = SettingsBinding.bind(JobKeys.class, rest, "");
        Optimization optimizer = optimization();
        return new Job(
                name(keys.name().orElse(fallbackName)),
                choice(PluginKey.DATA),
                choice(PluginKey.MODEL),
                choice(PluginKey.INIT),
                optimizer,
                choice(PluginKey.PRECISION),
                choice(PluginKey.LOSS),
                keys.batch(),
                keys.epochs(),
                keys.seed(),
                keys.clip().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                groups(optimizer.rule()),
                growth(),
                keys.budget(),
                new CheckpointPolicy(
                        Interval.parse(keys.checkpoint().every(), "checkpoint.every"),
                        keys.checkpoint().keep()),
                keys.workers()
                        .orElse(Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors())),
                atMostAnHour(keys.deadline(), "deadline"),
                atMostAnHour(keys.grace(), "grace"),
                keys.reprepare(),
                keys.follow(),
                keys.control(),
                said);
    }

    private static String name(String name) {
        if (!name.matches(NAME) || name.contains("..")) {
            throw refuse("name", name, "wants 1 to 64 letters, digits, '-', '_' or '.', as it names a folder");
        }
        return name;
    }

    private static Duration atMostAnHour(String text, String key) {
        Duration time = Interval.parseTime(text, key);
        if (time.compareTo(LONGEST_WAIT) > 0) {
            throw refuse(key, text, "must be at most 1 h");
        }
        return time;
    }

    private Choice choice(PluginKey plugin) {
        if (!map.containsKey(plugin.key()) && plugin.fallback().isEmpty()) {
            throw refuse(plugin.key(), null, "must be given (a name, or a map with its type)");
        }
        return choice(map.getOrDefault(plugin.key(), plugin.fallback()), plugin.key());
    }

    private static Choice choice(@Nullable Object value, String key) {
        if (value instanceof String type && !type.isBlank()) {
            return new Choice(type, Map.of(), key);
        }
        if (!(value instanceof Map<?, ?> given)) {
            throw refuse(key, value, "wants a name, or a map such as {type: name, …}");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        given.forEach((name, setting) -> settings.put(String.valueOf(name), setting));
        String type = text(settings.remove("type"), key + ".type", "the plugin's name");
        return new Choice(type, settings, key);
    }

    private Optimization optimization() {
        Choice whole = choice(PluginKey.OPTIMIZER);
        if (!whole.settings().containsKey("schedule")) {
            return new Optimization(whole, Optional.empty());
        }
        Map<String, Object> own = new LinkedHashMap<>(whole.settings());
        Choice schedule = choice(own.remove("schedule"), PluginKey.SCHEDULE.key());
        return new Optimization(whole.withSettings(own), Optional.of(schedule));
    }

    private List<ParameterGroup> groups(Choice rule) {
        List<ParameterGroup> groups = new ArrayList<>();
        for (Map<String, Object> entry : entries("groups")) {
            String key = "groups[" + groups.size() + "]";
            refuseUnknown(entry, List.of("match", "rate", "optimizer", "precision"), key);
            String match = text(entry.get("match"), key + ".match", "a pattern of parameter names");
            Object given = entry.getOrDefault("optimizer", Map.of());
            entry.remove("optimizer");
            GroupKeys keys = SettingsBinding.bind(GroupKeys.class, entry, key);
            boolean rounded = !keys.precision().equals(GroupKeys.FLOAT32);
            Choice optimizer = groupOptimizer(given, rule, key + ".optimizer");
            groups.add(new ParameterGroup(match, keys.rate(), optimizer, rounded));
        }
        return groups;
    }

    /** A map without a type adds to the settings of the job's optimizer. */
    private static Choice groupOptimizer(Object given, Choice rule, String key) {
        Choice choice;
        if (given instanceof Map<?, ?> map && !map.containsKey("type")) {
            Map<String, Object> merged = new LinkedHashMap<>(rule.settings());
            map.forEach((name, setting) -> merged.put(String.valueOf(name), setting));
            choice = new Choice(rule.type(), merged, key);
        } else {
            choice = choice(given, key);
        }
        if (choice.settings().containsKey("schedule")) {
            throw refuse(key + ".schedule", choice.settings().get("schedule"), "the job's schedule serves all groups");
        }
        return choice;
    }

    private List<GrowthEntry> growth() {
        List<GrowthEntry> growth = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Map<String, Object> entry : entries("growth")) {
            String place = "growth[" + growth.size() + "]";
            String type = text(entry.remove("type"), place + ".type", "the strategy's name");
            String id = entry.containsKey("id") ? text(entry.remove("id"), place + ".id", "a name") : type;
            String key = "growth." + OneLine.plain(id);
            if (!id.matches(NAME) || id.contains(".")) {
                throw refuse(place + ".id", id, "wants 1 to 64 letters, digits, '-' or '_'");
            }
            if (key.equals(GrowthEntry.ORDER)) {
                throw refuse(place + ".id", id, "is taken: " + key + " is the order of asking; give it another id");
            }
            if (!ids.add(id)) {
                throw refuse(place + ".id", id, "stands twice; give each entry an id of its own");
            }
            List<String> dims = claim(entry.remove("dims"), key + ".dims");
            Cadence every = Cadence.parse(entry.getOrDefault("every", EntryKeys.EVERY), key + ".every", 1);
            Cadence after = Cadence.parse(entry.getOrDefault("after", EntryKeys.AFTER), key + ".after", 0);
            entry.remove("every");
            entry.remove("after");
            boolean asked = asked(entry.containsKey("asked") ? entry.remove("asked") : true, key);
            boolean fresh = fresh(entry.containsKey("state") ? entry.remove("state") : EntryKeys.STRICT, key);
            growth.add(new GrowthEntry(id, new Choice(type, entry, key), dims, every, after, asked, fresh));
        }
        return growth;
    }

    private static boolean asked(@Nullable Object value, String key) {
        if (value instanceof Boolean asked) {
            return asked;
        }
        throw refuse(key + ".asked", value, "wants true or false");
    }

    private static boolean fresh(@Nullable Object value, String key) {
        if (EntryKeys.STRICT.equals(value) || EntryKeys.FRESH.equals(value)) {
            return EntryKeys.FRESH.equals(value);
        }
        throw refuse(key + ".state", value, "wants " + EntryKeys.STRICT + " or " + EntryKeys.FRESH);
    }

    /** One pattern or several. */
    private static List<String> claim(@Nullable Object value, String key) {
        String what = "the dims that it may grow, such as *.modes, or a list of them";
        if (!(value instanceof List<?> list)) {
            return List.of(text(value, key, what));
        }
        if (list.isEmpty()) {
            throw refuse(key, value, "wants " + what);
        }
        List<String> patterns = new ArrayList<>();
        for (Object element : list) {
            patterns.add(text(element, key + "[" + patterns.size() + "]", what));
        }
        return patterns;
    }

    /** Copies of the maps of a list; none if the key is absent or off. */
    private List<Map<String, Object>> entries(String key) {
        Object value = map.containsKey(key) ? map.get(key) : "off";
        if ("off".equals(value)) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw refuse(key, value, "wants a list of maps, or off");
        }
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> entry)) {
                throw refuse(key + "[" + entries.size() + "]", element, "wants a map such as {key: value}");
            }
            Map<String, Object> copy = new LinkedHashMap<>();
            entry.forEach((name, setting) -> copy.put(String.valueOf(name), setting));
            entries.add(copy);
        }
        return entries;
    }

    private static String text(@Nullable Object value, String key, String what) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw refuse(key, value, (value == null ? "must be given: " : "wants ") + what);
    }

    private static void refuseUnknown(Map<String, Object> map, List<String> known, String key) {
        map.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw refuse(SettingsBinding.join(key, name), value, Names.unknown("key", name, known));
            }
        });
    }

    private static SettingsException refuse(String key, @Nullable Object value, String why) {
        return new SettingsException(OneLine.plain(key), OneLine.of(value == null ? "nothing" : value), why);
    }
}
