package org.espalier.host.runs.composition;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.optimize.Moment;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Footing;
import org.espalier.host.assembly.OutlinedData;
import org.espalier.host.assembly.Place;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.host.runs.journal.RunRecord;
import org.espalier.host.runs.saving.CodedWeights;
import org.espalier.host.runs.saving.Composed;
import org.espalier.host.store.SavedCodes;
import org.espalier.host.training.Setup;
import org.espalier.host.training.TrainingState;
import org.espalier.host.weights.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a run is composed of at the moment, and how that changes between two steps: another plugin takes a place, a setting
 * changes, a plugin goes and comes back. Every change is a whole new assembly of the job, checked like the first one; the state
 * is carried over, and what was in use is dropped when all has succeeded. One thread.
 */
public final class Composition implements Composed, AutoCloseable {
    private final Footing footing;
    private final Supply supply;
    private final Places places;
    private final Happenings happenings;
    private final LossAcross losses;
    private final RunRecord record;
    private final OpenData data;
    private final Beginning beginning;
    private final Consumer<Job> jobs;
    private InEffect effect;
    private long steps;
    private @Nullable TrainingState state;
    private @Nullable Parts parts;

    /** Makes the state with which a run begins or goes on. */
    public interface Beginning {
        /** The state, of a setup whose data is open. */
        TrainingState state(Assembly assembly, Setup setup) throws PluginFaultException;
    }

    /**
     * A composition of an assembly that was checked; nothing is held yet and no data open.
     *
     * @param jobs told the job in effect, whenever it is another
     */
    public Composition(
            Assembly first,
            Supply supply,
            Happenings happenings,
            RunRecord record,
            OpenData data,
            Beginning beginning,
            Consumer<Job> jobs) {
        this.jobs = jobs;
        this.footing = first.footing();
        this.supply = supply;
        this.places = new Places(supply, first.places());
        this.happenings = happenings;
        this.losses = new LossAcross(happenings);
        this.record = record;
        this.data = data;
        this.beginning = beginning;
        this.effect = InEffect.of(first);
    }

    @Override
    public Job job() {
        return effect.job();
    }

    /** Steps of the whole run. */
    public long steps() {
        return steps;
    }

    @Override
    public int scheduleSchema() {
        return effect.scheduleSchema();
    }

    /** Whether no plugin is missing that the run cannot do without. */
    public boolean whole() {
        return parts != null;
    }

    /** How the text of the data that is open becomes tokens, if it does. */
    public Optional<Tokenizer> tokenizer() {
        return data.source().flatMap(OutlinedData::tokenizer);
    }

    /** What the run trains with; only after {@link #follow} has said that it is whole. */
    public Parts parts() {
        return Objects.requireNonNull(parts, "not whole");
    }

    /** The state; empty before the data was ready for the first time. */
    public Optional<TrainingState> state() {
        return Optional.ofNullable(state);
    }

    @Override
    public List<String> moments(String parameter) {
        return effect.momentsOf(parameter).stream().map(Moment::name).toList();
    }

    @Override
    public Optional<SavedCodes> codes(Tensor tensor) {
        return parts == null
                ? Optional.empty()
                : CodedWeights.of(tensor, parts.setup().precision());
    }

    /** Keys of places that no plugin fills now. */
    public Set<String> missing() {
        return places.missing();
    }

    /** Bundle and version that fill a place, or did last. */
    public String card(String key) {
        return places.card(key);
    }

    /** Makes the first parts, of the assembly that was checked before the run began. */
    public void begin(Assembly first) throws IOException, InterruptedException, DataException, PluginFaultException {
        try {
            if (data.replace(first)) {
                compose(first, Set.of(), Wish.follow(effect.file()));
            }
        } catch (RuntimeException | Error e) {
            data.keep();
            if (first.places().values().stream().noneMatch(Place::left)) {
                throw e;
            }
            // What has gone since is what failed; the next look sees what is there instead.
        }
    }

    /**
     * Follows what has become of the plugins since it was last asked.
     *
     * @return whether the run is whole; if not, it waits for a plugin that it cannot do without
     */
    public boolean follow() throws IOException, InterruptedException, DataException, PluginFaultException {
        while (parts == null || places.changes()) {
            places.note();
            letGo();
            Places.Look look = places.look();
            places.noteMissing(look.gone()).forEach(key -> happenings.waiting(key, places.name(key)));
            if (!look.whole()) {
                return false;
            }
            if (parts == null || !look.changed().isEmpty()) {
                take(look.changed());
            }
        }
        return true;
    }

    /** Whether something has become of the plugins since {@link #follow} looked last. */
    public boolean changes() {
        return places.changes();
    }

    /** Takes newcomers as one change; those that do not fit are refused, and what was in use goes on if it is still there. */
    private void take(Set<String> changed)
            throws IOException, InterruptedException, DataException, PluginFaultException {
        try {
            change(Wish.follow(effect.file())).forEach(change -> happenings.swapped(change, places.jar(change.key())));
        } catch (RefusedException e) {
            if (changes()) {
                // What was refused may have been somebody who left meanwhile: nobody is blamed before another look.
                return;
            }
            if (changed.isEmpty()) {
                throw new SettingsException(e.key(), "", e.why());
            }
            Set<String> blamed = new LinkedHashSet<>(changed);
            blamed.removeIf(key -> !e.key().equals(key) && !e.key().startsWith(key + "."));
            for (String key : blamed.isEmpty() ? changed : blamed) {
                places.refuse(key).ifPresent(newcomer -> happenings.refused(key, card(key), newcomer, e.why()));
            }
        }
    }

    /**
     * Goes over to another job, or to the plugins that serve now.
     *
     * @return what has changed of the plugins
     * @throws RefusedException if it does not fit; everything is as before
     */
    public List<Changed> change(Wish wish)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        Set<Long> refused = supply.refused();
        places.forgive(wish.touched());
        try {
            return changed(wish);
        } catch (RefusedException e) {
            boolean lookedAgain = !supply.refused().equals(refused);
            supply.refuseOnly(refused);
            if (lookedAgain && !wish.insists()) {
                return changed(wish);
            }
            throw e;
        }
    }

    private List<Changed> changed(Wish wish)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        Optional<List<Changed>> done = Optional.empty();
        while (done.isEmpty()) {
            // Once more if a plugin has gone between being found and being held.
            done = changeNow(wish);
        }
        return done.get();
    }

    /** Likewise; empty if a plugin has gone meanwhile, and then everything is as before. */
    private Optional<List<Changed>> changeNow(Wish wish)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        Assembly assembly = assembly(wish.next());
        Set<String> all = places.changedBy(assembly);
        try {
            if ((all.contains("data") || !data.isOpen()) && !data.replace(assembly)) {
                return Optional.empty();
            }
            return compose(assembly, all, wish);
        } catch (DataException | RuntimeException | Error e) {
            data.keep();
            throw wish.refusal(e);
        }
    }

    private Assembly assembly(JobFile next) throws RefusedException {
        return Assembly.of(next, supply, footing.goingOn(data.source(), places.missingEntries()));
    }

    /** Refuses settings of a model that would be taken and do nothing, as they say with what a run is born. */
    public void checkBornWith(JobFile next) throws RefusedException {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Objects.requireNonNull(state).revision.dims().list().forEach(dim -> sizes.put(dim.name(), dim.size()));
        assembly(next).checkBornWith(effect.job().model(), sizes);
    }

    /**
     * Does all that {@link #change} would do but to go over to it; other data is not opened for it, which may take minutes.
     */
    public <T> Tried<T> tryOut(Wish wish, Tried.Look<T> look) throws RefusedException {
        JobFile next = wish.next();
        Set<Long> refused = supply.refused();
        places.forgive(wish.touched());
        try {
            Assembly assembly = assembly(next);
            Set<String> changed = places.changedBy(assembly);
            Optional<List<Slot<?>.Lease>> held = assembly.hold();
            if (held.isEmpty()) {
                throw new RefusedException(next.file().toString(), "", "a plugin goes just now; try it again");
            }
            try (Transition trial = new Transition(assembly, held.get(), state, happenings)) {
                if (changed.contains("data") || !data.isOpen()) {
                    return new Tried<>(carried(trial, changed, wish), assembly.resolved(), Optional.empty());
                }
                List<Changed> changes = made(trial, changed, wish);
                return new Tried<>(changes, assembly.resolved(), Optional.of(look.at(assembly, trial.parts())));
            }
        } catch (RuntimeException | Error e) {
            throw wish.refusal(e);
        } finally {
            supply.refuseOnly(refused);
        }
    }

    /** Makes what an assembly says; empty if one of its plugins has gone since it was found, and then all is as before. */
    private Optional<List<Changed>> compose(Assembly assembly, Set<String> changed, Wish wish)
            throws PluginFaultException, DataException {
        Optional<List<Slot<?>.Lease>> held = assembly.hold();
        if (held.isEmpty()) {
            data.keep();
            return Optional.empty();
        }
        try (Transition next = new Transition(assembly, held.get(), state, happenings)) {
            List<Changed> changes = List.of();
            if (state == null) {
                Setup setup = assembly.setup(happenings.run(), data.current());
                next.make(setup, beginning.state(assembly, setup), record);
            } else {
                changes = made(next, changed, wish);
            }
            publish(next);
            return Optional.of(changes);
        }
    }

    /** Makes the next state and parts from those in use; what that changes, with the loss on both sides. */
    private List<Changed> made(Transition next, Set<String> changed, Wish wish) {
        Assembly assembly = next.assembly();
        Carrying carrying = carrying(Objects.requireNonNull(state), assembly, changed, wish);
        next.make(assembly.setup(happenings.run(), data.current()), carrying.carried(), record);
        if (parts != null) {
            losses.before(parts, changed, carrying.movement().isPresent());
        }
        return losses.noted(changes(carrying, changed, assembly), next.parts());
    }

    /** Carries the state over and makes no parts. */
    private List<Changed> carried(Transition next, Set<String> changed, Wish wish) {
        Carrying carrying = carrying(Objects.requireNonNull(state), next.assembly(), changed, wish);
        next.carry(carrying.carried());
        return changes(carrying, changed, next.assembly());
    }

    private List<Changed> changes(Carrying carrying, Set<String> changed, Assembly next) {
        List<Changed> changes = places.changes(next, changed, carrying.dropped());
        return carrying.movement()
                .map(movement -> movement.noted(changes, effect.job(), next.resolved()))
                .orElse(changes);
    }

    private Carrying carrying(TrainingState from, Assembly to, Set<String> changed, Wish wish) {
        return new Carrying(from, effect, to, changed, wish);
    }

    /** Goes over to what was made; whatever plugins that go may throw comes when that is done. */
    private void publish(Transition next) {
        Parts before = parts;
        TrainingState was = state;
        Assembly assembly = next.assembly();
        next.taken();
        state = next.state();
        parts = next.parts();
        steps = parts.trainer().steps();
        effect = InEffect.of(assembly);
        jobs.accept(effect.job());
        places.become(assembly);
        if (before != null) {
            happenings.attempt("let go of", before::close);
        }
        if (was != null) {
            was.revision.closeUnless(state.revision);
        }
        happenings.attempt("let go of the data of", data::settle);
    }

    /** Drops the prepared forms and lets all plugins go if one of them is to go. */
    private void letGo() {
        Set<String> leaving = places.leaving();
        Parts before = parts;
        if (before != null && !leaving.isEmpty()) {
            losses.before(before, leaving, false);
            parts = null;
            happenings.attempt("let go of", before::close);
        }
        if (leaving.contains("data")) {
            happenings.attempt("let go of the data of", data::close);
        }
    }

    /** Lets everything go, the state's memory too. */
    @Override
    public void close() {
        Parts last = parts;
        if (last != null) {
            parts = null;
            happenings.attempt("let go of", last::close);
        }
        happenings.attempt("let go of the data of", data::close);
        if (state != null) {
            state.revision.close();
            state = null;
        }
    }
}
