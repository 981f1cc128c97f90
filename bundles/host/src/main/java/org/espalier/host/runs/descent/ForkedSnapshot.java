package org.espalier.host.runs.descent;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
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
    private final Snapshot from;
    private final Job before;
    private final Assembly next;

    /**
     * @param from   of the parent
     * @param before the parent's job there
     * @param next   the fork's
     */
    ForkedSnapshot(Snapshot from, Job before, Assembly next) {
        this.from = from;
        this.before = before;
        this.next = next;
    }

    /** The fork's first snapshot. */
    Snapshot snapshot(String run, String parent, Offsets offsets, Job job, int orders) throws RefusedException {
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
                parameters(),
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
        for (Parameter parameter : layout()) {
            SavedParameter saved = all.get(parameter.name());
            // Another layout is refused when the whole is checked.
            if (saved != null && Arrays.equals(saved.shape(), parameter.shape())) {
                all.put(parameter.name(), parameter(parameter, saved, optimizers));
            }
        }
        return all;
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
