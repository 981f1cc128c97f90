package org.espalier.host.runs.descent;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.runs.composition.Movement;
import org.espalier.host.runs.saving.KeptMoments;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.SavedState;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.SavedSizes;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Values;

/** A parent's snapshot as a fork begins with it: weights as they are, what its plugins cannot go on from begun anew. */
final class ForkedSnapshot {
    private static final int MOST_NAMES = 3;
    private final Snapshot from;
    private final Job before;
    private final Assembly next;
    private final List<Changed> changes;
    private final Movement movement = new Movement();
    private final Map<String, SavedParameter> parameters;

    /**
     * @param from   of the parent
     * @param before the parent's job there
     * @param next   the fork's
     * @param changes what is another in it
     * @throws RefusedException if there are weights with which the fork cannot go on
     */
    ForkedSnapshot(Snapshot from, Job before, Assembly next, List<Changed> changes) throws RefusedException {
        this.from = from;
        this.before = before;
        this.next = next;
        this.changes = changes;
        this.parameters = parameters();
    }

    /** What is another, with how far weights move where the fork's numbers are on another grid. */
    List<Changed> changes() {
        return movement.any() ? movement.noted(changes, before, next.resolved()) : changes;
    }

    /** The fork's first snapshot. */
    Snapshot snapshot(String run, String parent, Offsets offsets, Job job, int orders) {
        Map<String, String> notes = new LinkedHashMap<>(from.notes());
        notes.put(Snapshots.JOB, job.toYaml());
        notes.put(Snapshots.ORDERS, Integer.toString(orders));
        return new Snapshot(
                run,
                Optional.of(parent),
                from.position(),
                from.seed(),
                from.revision(),
                from.dims(),
                parameters,
                strategies(),
                schedules(),
                from.statistics(),
                from.figures(),
                offsets,
                notes,
                from.unread());
    }

    private Map<String, SavedState> strategies() {
        Map<String, SavedState> kept = new LinkedHashMap<>();
        for (GrowthEntry entry : next.job().growth()) {
            SavedState saved = from.strategies().get(entry.id());
            if (saved != null && saved.type().equals(entry.strategy().type())) {
                kept.put(entry.id(), saved);
            }
        }
        return kept;
    }

    private Map<String, SavedState> schedules() {
        Map<String, SavedState> kept = new LinkedHashMap<>(from.schedules());
        SavedState saved = kept.get(Snapshots.SCHEDULE);
        String type = next.resolved()
                .optimizer()
                .schedule()
                .map(choice -> choice.type())
                .orElse("constant");
        if (saved != null && !saved.type().equals(type)) {
            kept.remove(Snapshots.SCHEDULE);
        }
        return kept;
    }

    private Map<String, SavedParameter> parameters() throws RefusedException {
        Map<String, SavedParameter> all = new LinkedHashMap<>(from.parameters());
        OptimizerByParameter optimizers = next.optimizers();
        List<Parameter> layout = layout();
        refuseLoss(layout);
        for (Parameter parameter : layout) {
            SavedParameter saved = all.get(parameter.name());
            // Another layout is refused when the whole is checked.
            if (saved != null && Arrays.equals(saved.shape(), parameter.shape())) {
                all.put(parameter.name(), parameter(parameter, saved, optimizers));
            }
        }
        return all;
    }

    /** Refuses a model that has no place for some of the weights: it would throw away what the others were trained with. */
    private void refuseLoss(List<Parameter> layout) throws RefusedException {
        List<String> names = layout.stream().map(Parameter::name).toList();
        List<String> lost = from.parameters().keySet().stream()
                .filter(name -> !names.contains(name))
                .toList();
        if (!lost.isEmpty()) {
            String some = String.join(", ", lost.subList(0, Math.min(MOST_NAMES, lost.size())))
                    + (lost.size() > MOST_NAMES ? ", …" : "");
            Changed model = changes.stream()
                    .filter(change -> change.key().startsWith("model"))
                    .findFirst()
                    .orElse(new Changed("model", "", next.job().model().type(), ""));
            throw next.file()
                    .refusal(
                            model.key(),
                            model.to(),
                            "leaves no place for " + some
                                    + " of the checkpoint, with which its other weights were trained; a"
                                    + " fork goes on with every parameter of its parent, and another run can be born without");
        }
    }

    private List<Parameter> layout() throws RefusedException {
        try {
            return next.sizing()
                    .layout(new SavedSizes(next.sizing()).dims(from.dims()))
                    .parameters();
        } catch (SettingsException e) {
            throw next.file().refusal(e);
        } catch (IllegalArgumentException e) {
            throw next.file().refusal("model", next.job().model().type(), String.valueOf(e.getMessage()));
        }
    }

    private SavedParameter parameter(Parameter parameter, SavedParameter saved, OptimizerByParameter optimizers)
            throws RefusedException {
        var choice = next.choiceOf(parameter);
        try {
            optimizers.checkMovable(parameter, Region.all(parameter), saved.values());
        } catch (IllegalArgumentException e) {
            throw next.file().refusal(choice.key(), choice.type(), String.valueOf(e.getMessage()));
        }
        Values values = next.precision()
                .kept(
                        parameter,
                        saved.values().clone(),
                        saved.scales(),
                        from.position().step());
        if (!next.precision().holds(parameter, saved.values(), saved.scales())) {
            movement.add(parameter.name(), saved.values(), values.master());
        }
        SavedParameter carried = carried(saved, values);
        List<String> names = optimizers.momentNames(parameter);
        double[] constants = optimizers.constants(parameter, values.master());
        boolean sameType = before.choices().stream()
                .anyMatch(was -> was.key().equals(choice.key()) && was.type().equals(choice.type()));
        boolean sameMoments = KeptMoments.areThose(saved, names);
        if (KeptMoments.goesOn(sameType, sameMoments, constants.length, saved.constants().length)) {
            return carried;
        }
        return new SavedParameter(
                saved.kind(),
                saved.shape(),
                values.master(),
                Arrays.asList(new float[names.size()][parameter.length()]),
                names,
                Ages.bornAt(parameter, from.position().step()).births(),
                constants,
                values.scales(),
                carried.codes());
    }

    /** What is kept of a parameter, with its values on the grid of the fork's number system. */
    private SavedParameter carried(SavedParameter saved, Values values) {
        boolean same = Arrays.equals(saved.scales(), values.scales()) && Arrays.equals(saved.values(), values.master());
        return new SavedParameter(
                saved.kind(),
                saved.shape(),
                values.master(),
                saved.moments(),
                saved.names(),
                saved.births(),
                saved.constants(),
                values.scales(),
                same ? saved.codes() : Optional.empty());
    }
}
