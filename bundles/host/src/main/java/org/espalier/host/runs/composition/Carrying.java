package org.espalier.host.runs.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.optimize.Moment;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.growth.EntryState;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.Guard;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.runs.saving.KeptMoments;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.training.Birth;
import org.espalier.host.training.EntryQuestions;
import org.espalier.host.training.SavedSizes;
import org.espalier.host.training.TrainingState;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.espalier.host.weights.Values;

/**
 * A run's state carried over to another assembly of it: the same weights, and what plugins keep as the newcomers read it. Nothing
 * of the state in use is changed.
 */
final class Carrying {
    private final TrainingState state;
    private final InEffect before;
    private final Assembly next;
    private final Set<String> changed;
    private final Wish wish;
    private final List<String> dropped = new ArrayList<>();
    private final Movement movement = new Movement();

    /**
     * @param state   as it is
     * @param before  what is in effect
     * @param next    the job to be, with its plugins bound
     * @param changed keys of places that another service fills than before
     * @param wish    what may be dropped
     */
    Carrying(TrainingState state, InEffect before, Assembly next, Set<String> changed, Wish wish) {
        this.state = state;
        this.before = before;
        this.next = next;
        this.changed = changed;
        this.wish = wish;
    }

    /** Keys of places whose state begins anew. */
    List<String> dropped() {
        return dropped;
    }

    /** How far weights have moved onto the grids of another number system; empty if that is the one of before. */
    Optional<Movement> movement() {
        return movement.any() ? Optional.of(movement) : Optional.empty();
    }

    /**
     * The state under the next assembly; it shares all arrays with the one in use.
     *
     * @throws SettingsException with the key of the place that does not fit
     */
    TrainingState carried() {
        TrainingState carried = state.with(revision());
        try {
            read(carried);
        } catch (RuntimeException | Error e) {
            carried.revision.closeUnless(state.revision);
            throw e;
        }
        return carried;
    }

    /** Has plugins read what is kept for them. */
    private void read(TrainingState carried) {
        carried.schedule = schedule();
        try (EntryQuestions questions = new EntryQuestions(
                next.job().name(), next.strategies(), next.job().deadline())) {
            for (GrowthEntry entry : next.job().growth()) {
                EntryState kept = state.entries.getOrDefault(entry.id(), EntryState.unbegun());
                carried.entries.put(
                        entry.id(), begun(entry, entry(entry, kept, questions), carried.revision, questions));
            }
            // What was removed begins anew should it come back.
            carried.entries
                    .keySet()
                    .retainAll(next.job().growth().stream().map(GrowthEntry::id).toList());
        }
    }

    private Revision revision() {
        Revision now = state.revision;
        Dims dims = dims(now.dims());
        next.checkClaims(dims);
        Layout layout = next.sizing().layout(dims);
        if (!layout.parameters().equals(now.layout().parameters())) {
            throw new SettingsException(
                    "model",
                    next.job().model().type(),
                    "would lay the weights out otherwise, at " + dims + "; a run keeps its layout but for growth");
        }
        OptimizerByParameter optimizers = next.optimizers();
        boolean same = dims.equals(now.dims());
        for (Parameter parameter : layout.parameters()) {
            same &= keeps(now.tensor(parameter.name()), optimizers);
            same &= !rounded(parameter);
        }
        return same
                ? now
                : Revision.make(now.number(), dims, layout, p -> tensor(now.tensor(p.name()), optimizers), now);
    }

    /** The sizes of now with the limits that the next assembly gives. */
    private Dims dims(Dims now) {
        try {
            return new SavedSizes(next.sizing()).dims(now);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("model", next.job().model().type(), String.valueOf(e.getMessage()));
        }
    }

    private boolean keeps(Tensor tensor, OptimizerByParameter optimizers) {
        Parameter parameter = tensor.parameter();
        Choice choice = next.choiceOf(parameter);
        if (changed.contains(choice.key())) {
            try {
                optimizers.checkMovable(parameter, Region.all(parameter), tensor.values());
            } catch (IllegalArgumentException e) {
                throw new SettingsException(choice.key(), choice.type(), String.valueOf(e.getMessage()));
            }
        }
        if (parameter.kind() != EntryKind.TRAINED || reads(choice, tensor)) {
            return true;
        }
        if (!wish.mayDrop(choice.key())) {
            throw new SettingsException(
                    choice.key(),
                    choice.type(),
                    "keeps " + next.momentsByKey().get(choice.key()) + " of " + parameter.name() + ", not the "
                            + before.moments().get(choice.key()) + " that there are; --fresh lets it begin with zeros");
        }
        if (!dropped.contains(choice.key())) {
            dropped.add(choice.key());
        }
        return false;
    }

    /** Whether an optimizer goes on with what is kept of a parameter: the same moments, and constants of its own making. */
    private boolean reads(Choice choice, Tensor tensor) {
        List<Moment> kept = before.moments().get(choice.key());
        boolean same = kept != null && kept.equals(next.momentsByKey().get(choice.key()));
        String was = before.job().choices().stream()
                .filter(other -> other.key().equals(choice.key()))
                .map(Choice::type)
                .findFirst()
                .orElse("");
        boolean sameType = was.equals(choice.type());
        int constants = next.optimizers().of(tensor.parameter()).constants(tensor.parameter(), tensor.values()).length;
        return !wish.drops(choice.key()) && KeptMoments.goesOn(sameType, same, constants, tensor.constants().length);
    }

    private Tensor tensor(Tensor now, OptimizerByParameter optimizers) {
        Parameter parameter = now.parameter();
        boolean kept = parameter.kind() != EntryKind.TRAINED || reads(next.choiceOf(parameter), now);
        if (kept && !rounded(parameter)) {
            return now;
        }
        Values values = next.precision()
                .kept(parameter, now.values().clone(), now.scales().clone(), state.step);
        if (rounded(parameter)) {
            movement.add(parameter.name(), now.values(), values.master());
        }
        if (!kept) {
            return optimizers.newborn(parameter, values, state.step);
        }
        try {
            optimizers.checkMovable(parameter, Region.all(parameter), values.master());
        } catch (IllegalArgumentException e) {
            throw new SettingsException("precision", next.job().precision().type(), String.valueOf(e.getMessage()));
        }
        return new Tensor(parameter, values, now.moments(), now.ages(), now.constants());
    }

    /** Whether another number system carries a parameter than before, or the same one with other settings. */
    private boolean rounded(Parameter parameter) {
        return parameter.kind() != EntryKind.STATISTIC
                && !before.job()
                        .precisionOf(parameter.name())
                        .equals(next.resolved().precisionOf(parameter.name()));
    }

    private PluginState schedule() {
        String key = Snapshots.SCHEDULE;
        String was = type(before.job());
        String is = type(next.job());
        if (state.schedule.equals(PluginState.empty())) {
            return state.schedule;
        }
        String why = "cannot read the state of " + was + "; --fresh begins anew";
        if (was.equals(is) && !wish.drops(key)) {
            try (Guard guard = new Guard("schedule")) {
                return guard.call(
                        next.job().deadline(), () -> next.schedule().read(state.schedule, before.scheduleSchema()));
            } catch (PluginFaultException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        if (!wish.mayDrop(key)) {
            throw new SettingsException(key, is, why);
        }
        dropped.add(key);
        return PluginState.empty();
    }

    private static String type(Job job) {
        return job.optimizer().schedule().map(Choice::type).orElse("constant");
    }

    private EntryState entry(GrowthEntry entry, EntryState kept, EntryQuestions questions) {
        EntryState state = kept;
        String key = entry.strategy().key();
        if (kept.begun() && wish.drops(key)) {
            dropped.add(key);
            state = EntryState.unbegun();
        } else if (kept.begun() && changed.contains(key)) {
            try {
                checkType(entry);
                state = questions
                        .ask(entry, "restore", s -> kept.with(s.read(kept.plugin(), kept.schema()), s.schema()))
                        .orElse(kept);
            } catch (SettingsException e) {
                if (!entry.fresh() && !wish.mayDrop(key)) {
                    throw e;
                }
                dropped.add(key);
                state = EntryState.unbegun();
            }
        }
        Optional<Set<String>> wants = questions.ask(entry, "wants", BoundStrategy::wanted);
        if (wants.isPresent() && !wants.get().equals(state.wants())) {
            if (state == kept) {
                state = kept.begun() ? kept.with(kept.plugin(), kept.schema()) : EntryState.unbegun();
            }
            state.wants(wants.get());
        }
        return state;
    }

    /** An entry that is new, or begins anew, begins here: what it gathers from now on is in the next checkpoint. */
    private static EntryState begun(GrowthEntry entry, EntryState state, Revision revision, EntryQuestions questions) {
        if (state.begun()) {
            return state;
        }
        Optional<EntryState> first = Birth.firstState(entry, revision.dims(), revision.layout(), questions);
        if (first.isEmpty()) {
            return state;
        }
        EntryState begun = state.with(first.get().plugin(), first.get().schema());
        begun.wants(first.get().wants());
        return begun;
    }

    private void checkType(GrowthEntry entry) {
        String is = entry.strategy().type();
        for (GrowthEntry other : before.job().growth()) {
            String was = other.strategy().type();
            if (other.id().equals(entry.id()) && !was.equals(is)) {
                throw new SettingsException(
                        entry.strategy().key(), is, "cannot read the state of " + was + "; --fresh begins anew");
            }
        }
    }
}
