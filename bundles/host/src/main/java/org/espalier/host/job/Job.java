package org.espalier.host.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.espalier.api.run.Control;
import org.espalier.settings.SettingCard;
import org.espalier.settings.SettingsBinding;
import org.jspecify.annotations.Nullable;

/**
 * What a run is told. Immutable, compared by value.
 *
 * @param name       name of the job and of the folder of its runs
 * @param data       where samples come from
 * @param model      what is trained
 * @param init       how newborn entries are filled; {@code default} leaves it to the layout
 * @param optimizer  how weights are updated
 * @param precision  the number system; {@code float32} rounds nowhere
 * @param loss       what is minimised
 * @param batch      samples per step
 * @param epochs     passes over the training split
 * @param seed       seed of all random streams
 * @param clip       largest norm of the whole gradient
 * @param groups     parameters updated in a way of their own; the first that matches counts
 * @param growth     who may grow what, in the order of asking
 * @param budget     what growth may not exceed
 * @param checkpoint when checkpoints are written and how many stay
 * @param workers    threads
 * @param deadline   time that a strategy has for one answer
 * @param grace      time that a run waits for a strategy that is due and has gone, before it goes on without
 * @param reprepare  chance per step that all prepared forms are dropped and made again
 * @param follow     whether a run takes over what changes in its job's file and may change
 * @param control    what a run leaves out on purpose; empty of one that is no control
 * @param said       which settings of its plugins somebody has given
 */
public record Job(
        String name,
        Choice data,
        Choice model,
        Choice init,
        Optimization optimizer,
        Choice precision,
        Choice loss,
        int batch,
        int epochs,
        long seed,
        OptionalDouble clip,
        List<ParameterGroup> groups,
        List<GrowthEntry> growth,
        Budget budget,
        CheckpointPolicy checkpoint,
        int workers,
        Duration deadline,
        Duration grace,
        double reprepare,
        boolean follow,
        Optional<Control> control,
        Said said) {

    /** A job with copies of its lists. */
    public Job {
        groups = List.copyOf(groups);
        growth = List.copyOf(growth);
        said = said.within(choices(data, model, init, optimizer, precision, loss, groups, growth));
    }

    /** Every plugin that the job asks for, in the order of the file's keys. */
    public List<Choice> choices() {
        return choices(data, model, init, optimizer, precision, loss, groups, growth);
    }

    private static List<Choice> choices(
            Choice data,
            Choice model,
            Choice init,
            Optimization optimizer,
            Choice precision,
            Choice loss,
            List<ParameterGroup> groups,
            List<GrowthEntry> growth) {
        List<Choice> choices = new ArrayList<>(List.of(data, model, init, optimizer.rule()));
        optimizer.schedule().ifPresent(choices::add);
        choices.addAll(List.of(precision, loss));
        groups.forEach(group -> choices.add(group.optimizer()));
        growth.forEach(entry -> choices.add(entry.strategy()));
        return choices;
    }

    /** The plugin asked for at a key, if any. */
    public Optional<Choice> choice(String key) {
        return choices().stream().filter(choice -> choice.key().equals(key)).findFirst();
    }

    /** Whether an entry of that id is another here than in this job: its strategy, a setting of that, or when and of what it is asked. */
    public boolean isAnother(String entry, Job than) {
        String key = Choice.GROWTH + entry;
        return !text(key).equals(than.text(key));
    }

    /** The optimizer of a parameter: that of its group, or the job's own. */
    public Choice optimizerOf(String parameter) {
        return groups.stream()
                .filter(group -> group.matches(parameter))
                .findFirst()
                .map(ParameterGroup::optimizer)
                .orElse(optimizer.rule());
    }

    /** The number system of a parameter: that of the job, unless its group leaves it in float32; empty for float32. */
    public Optional<Choice> precisionOf(String parameter) {
        boolean rounded = groups.stream()
                .filter(group -> group.matches(parameter))
                .findFirst()
                .map(ParameterGroup::rounded)
                .orElse(true);
        return rounded && !precision.type().equals(PluginKey.PRECISION.fallback())
                ? Optional.of(precision)
                : Optional.empty();
    }

    /** This job with plugin choices replaced; of one by another plugin all settings were given. */
    public Job mapChoices(UnaryOperator<Choice> change) {
        Said left = said;
        for (Choice choice : choices()) {
            if (!change.apply(choice).type().equals(choice.type())) {
                left = left.without(choice.key());
            }
        }
        return mapChoices(change, left);
    }

    /** This job with all defaults of its plugins filled in, which nobody has said. */
    public Job filled(UnaryOperator<Choice> fill) {
        return mapChoices(fill, said.named(choices()));
    }

    private Job mapChoices(UnaryOperator<Choice> change, Said after) {
        return new Job(
                name,
                change.apply(data),
                change.apply(model),
                change.apply(init),
                new Optimization(
                        change.apply(optimizer.rule()), optimizer.schedule().map(change)),
                change.apply(precision),
                change.apply(loss),
                batch,
                epochs,
                seed,
                clip,
                groups.stream()
                        .map(g -> new ParameterGroup(g.match(), g.rate(), change.apply(g.optimizer()), g.rounded()))
                        .toList(),
                growth.stream().map(g -> g.with(change.apply(g.strategy()))).toList(),
                budget,
                checkpoint,
                workers,
                deadline,
                grace,
                reprepare,
                follow,
                control,
                after);
    }

    /** The job as a plain map that reads back as an equal job. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("data", data.toMap());
        map.put("model", model.toMap());
        map.put("init", init.toYaml());
        map.put("optimizer", optimizer.toYaml());
        map.put("precision", precision.toYaml());
        map.put("loss", loss.toYaml());
        map.put("batch", batch);
        map.put("epochs", epochs);
        map.put("seed", seed);
        clip.ifPresent(norm -> map.put("clip", norm));
        if (!groups.isEmpty()) {
            map.put("groups", groups.stream().map(ParameterGroup::toMap).toList());
        }
        map.put("growth", growth.stream().map(GrowthEntry::toMap).toList());
        Map<String, Object> limits = SettingsBinding.toMap(budget);
        if (!limits.isEmpty()) {
            map.put("budget", limits);
        }
        Map<String, Object> saving = new LinkedHashMap<>();
        saving.put("every", checkpoint.every().text());
        saving.put("keep", checkpoint.keep());
        map.put("checkpoint", saving);
        map.put("workers", workers);
        map.put("deadline", new Interval.Time(deadline).text());
        map.put("grace", new Interval.Time(grace).text());
        if (reprepare > 0) {
            map.put("reprepare", reprepare);
        }
        if (follow) {
            map.put("follow", true);
        }
        control.ifPresent(kind -> map.put("control", kind.word()));
        if (!said.equals(Said.ALL)) {
            map.put(Said.KEY, said.toMap(choices()));
        }
        return map;
    }

    /** The job as YAML that reads back as an equal job. */
    public String toYaml() {
        return YamlTree.write(toMap());
    }

    /**
     * What stands at a dotted key, defaults of the host's own keys included; growth entries by their id, the ids themselves at
     * {@code growth.order}.
     */
    public Optional<Object> value(String dottedKey) {
        if (dottedKey.equals(GrowthEntry.ORDER)) {
            return Optional.of(growth.stream().map(GrowthEntry::id).toList());
        }
        @Nullable Object at = toMap();
        for (String segment : Address.segments(dottedKey)) {
            at = at == null ? null : Address.step(at, segment);
        }
        return Optional.ofNullable(at);
    }

    /** The same for people: as it is in YAML, on one line; empty if there is nothing. */
    public String text(String dottedKey) {
        return value(dottedKey)
                .map(value ->
                        value instanceof Map || value instanceof List ? YamlTree.inline(value) : String.valueOf(value))
                .orElse("");
    }

    /** The keys that a job may have, without those below them. */
    public static List<String> keys() {
        return JobReader.keys();
    }

    /** The keys of a job that name no plugin, for help and docs. */
    public static List<SettingCard> describe() {
        return SettingsBinding.describe(JobKeys.class);
    }
}
