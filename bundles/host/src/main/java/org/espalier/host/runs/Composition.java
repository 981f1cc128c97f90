package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.api.data.DataException;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Place;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;
import org.espalier.host.training.Setup;
import org.espalier.host.training.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * What a run is composed of at the moment, and how that changes between two steps: another plugin takes a place, a setting
 * changes, a plugin goes and comes back. Every change is a whole new assembly of the job, checked like the first one; the state
 * is carried over, and what was in use is dropped when all has succeeded. One thread.
 */
final class Composition implements AutoCloseable {
    /** Places on which depends what the run computes. */
    private static final Set<String> FUNCTION = Set.of("model", "loss", "data");

    private final Path base;
    private final Supply supply;
    private final Happenings happenings;
    private final RunRecord record;
    private final OpenData data;
    private final Beginning beginning;
    private final Map<String, String> cards = new LinkedHashMap<>();
    private final Set<String> missing = new TreeSet<>();
    private JobFile file;
    private Job job;
    private int scheduleSchema;
    private long steps;
    private Map<String, Place<?>> places;
    private long seen = -1;
    private double lossBefore = Double.NaN;
    private @Nullable TrainingState state;
    private @Nullable Parts parts;

    /** Makes the state with which a run begins or goes on. */
    interface Beginning {
        /** The state, of a setup whose data is open. */
        TrainingState state(Assembly assembly, Setup setup) throws PluginFaultException;
    }

    /** A composition of an assembly that was checked; nothing is held yet and no data open. */
    Composition(
            Assembly first,
            Supply supply,
            Happenings happenings,
            RunRecord record,
            OpenData data,
            Beginning beginning) {
        this.base = first.base();
        this.supply = supply;
        this.happenings = happenings;
        this.record = record;
        this.data = data;
        this.beginning = beginning;
        this.file = first.file();
        this.job = first.resolved();
        this.scheduleSchema = first.schedule().schema();
        this.places = first.places();
    }

    /** The job in effect, with every default filled in. */
    Job job() {
        return job;
    }

    /** Steps of the whole run. */
    long steps() {
        return steps;
    }

    /** Schema of the schedule's state. */
    int scheduleSchema() {
        return scheduleSchema;
    }

    /** Whether no plugin is missing that the run cannot do without. */
    boolean whole() {
        return parts != null;
    }

    /** What the run trains with; only after {@link #follow} has said that it is whole. */
    Parts parts() {
        return Objects.requireNonNull(parts, "not whole");
    }

    /** The state; empty before the data was ready for the first time. */
    Optional<TrainingState> state() {
        return Optional.ofNullable(state);
    }

    /** Keys of places that no plugin fills now. */
    Set<String> missing() {
        return missing;
    }

    /** Bundle and version that fill a place, or did last. */
    String card(String key) {
        return cards.getOrDefault(key, "");
    }

    /** Makes the first parts, of the assembly that was checked before the run began. */
    void begin(Assembly first) throws IOException, InterruptedException, DataException, PluginFaultException {
        try {
            data.replace(first);
            compose(first, Set.of(), Set.of());
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
    boolean follow() throws IOException, InterruptedException, DataException, PluginFaultException {
        long now = supply.registry().changes().count();
        while (parts == null || seen != now) {
            seen = now;
            letGo();
            Set<String> gone = new TreeSet<>();
            Set<String> changed = new LinkedHashSet<>();
            places.forEach((key, place) -> {
                OptionalLong serving = serving(place);
                if (serving.isEmpty()) {
                    gone.add(key);
                } else if (!serving.equals(place.bound())) {
                    changed.add(key);
                }
            });
            noteMissing(gone);
            if (!gone.stream().allMatch(key -> key.startsWith(Choice.GROWTH))) {
                return false;
            }
            if (parts == null || !changed.isEmpty()) {
                take(changed);
            }
            now = supply.registry().changes().count();
        }
        return true;
    }

    /** Whether something has become of the plugins since {@link #follow} looked last. */
    boolean changes() {
        return seen != supply.registry().changes().count();
    }

    private OptionalLong serving(Place<?> place) {
        return place.serving(supply)
                .map(slot -> OptionalLong.of(slot.service()))
                .orElse(OptionalLong.empty());
    }

    /** Takes newcomers as one change; those that do not fit are refused, and what was in use goes on if it is still there. */
    private void take(Set<String> changed)
            throws IOException, InterruptedException, DataException, PluginFaultException {
        try {
            change(file, Set.of(), Set.of()).forEach(happenings::swapped);
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
                Place<?> place = Objects.requireNonNull(places.get(key));
                Slot<?> newcomer = place.serving(supply).orElse(null);
                if (newcomer != null) {
                    supply.refuse(newcomer.service());
                    // The place may be empty now.
                    seen = -1;
                    happenings.refused(key, card(key), Happenings.card(newcomer), e.why());
                }
            }
        }
    }

    /**
     * Goes over to another job, or to the plugins that serve now.
     *
     * @param next    the job to be
     * @param fresh   keys of places whose state may be dropped
     * @param touched keys of places at which newcomers that were refused are looked at again
     * @return what has changed of the plugins
     * @throws RefusedException if it does not fit; everything is as before
     */
    List<Changed> change(JobFile next, Set<String> fresh, Set<String> touched)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        forgive(touched);
        Optional<List<Changed>> done = Optional.empty();
        while (done.isEmpty()) {
            // Once more if a plugin has gone between being found and being held.
            done = changeNow(next, fresh);
        }
        return done.get();
    }

    /** Likewise; empty if a plugin has gone meanwhile, and then everything is as before. */
    private Optional<List<Changed>> changeNow(JobFile next, Set<String> fresh)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        Assembly assembly = Assembly.of(next, supply, base, missingEntries());
        Set<String> all = changed(assembly);
        try {
            if (all.contains("data") || !data.isOpen()) {
                data.replace(assembly);
            }
            return compose(assembly, all, fresh);
        } catch (SettingsException e) {
            data.keep();
            throw next.refusal(e);
        } catch (DataException e) {
            data.keep();
            throw new RefusedException(next.file().toString(), "data", String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            data.keep();
            throw new RefusedException(next.file().toString(), "", "a plugin failed: " + e);
        }
    }

    /** Checks what {@link #change} would do, and does nothing. */
    List<Changed> tryOut(JobFile next, Set<String> fresh, Set<String> touched) throws RefusedException {
        forgive(touched);
        Assembly assembly = Assembly.of(next, supply, base, missingEntries());
        Set<String> changed = changed(assembly);
        TrainingState now = Objects.requireNonNull(state);
        try {
            Carrying carrying = new Carrying(now, job, scheduleSchema, assembly, changed, fresh);
            TrainingState carried = carrying.carried();
            carried.revision.closeUnless(now.revision);
            return changes(assembly, changed, carrying.dropped());
        } catch (SettingsException e) {
            throw next.refusal(e);
        }
    }

    /** Keys of places that an assembly fills with another service than before. */
    private Set<String> changed(Assembly next) {
        Set<String> changed = new LinkedHashSet<>();
        next.places().forEach((key, place) -> {
            Place<?> before = places.get(key);
            if (before == null
                    || !before.name().equals(place.name())
                    || !before.bound().equals(place.bound())) {
                changed.add(key);
            }
        });
        return changed;
    }

    private void forgive(Set<String> touched) {
        places.forEach((key, place) -> {
            if (touched.contains(key)) {
                supply.forgive(place.shelf(), place.name());
            }
        });
    }

    /** Entries whose strategies need not be there, as they have gone since. */
    private Set<String> missingEntries() {
        Set<String> entries = new TreeSet<>();
        places.forEach((key, place) -> {
            if (key.startsWith(Choice.GROWTH) && serving(place).isEmpty()) {
                entries.add(key.substring(Choice.GROWTH.length()));
            }
        });
        return entries;
    }

    /** Makes what an assembly says; empty if one of its plugins has gone since it was found, and then all is as before. */
    private Optional<List<Changed>> compose(Assembly assembly, Set<String> changed, Set<String> fresh)
            throws PluginFaultException, DataException {
        Optional<List<Slot<?>.Lease>> held = assembly.hold();
        if (held.isEmpty()) {
            data.keep();
            return Optional.empty();
        }
        boolean begun = state != null;
        Setup setup;
        TrainingState next;
        List<String> dropped = List.of();
        try {
            setup = assembly.setup(happenings.run(), data.current());
            if (state == null) {
                next = beginning.state(assembly, setup);
            } else {
                Carrying carrying = new Carrying(state, job, scheduleSchema, assembly, changed, fresh);
                next = carrying.carried();
                dropped = carrying.dropped();
            }
        } catch (RuntimeException | Error | PluginFaultException e) {
            held.get().forEach(Slot.Lease::close);
            throw e;
        }
        Parts made;
        try {
            made = new Parts(assembly, held.get(), setup, next, record);
        } catch (RuntimeException | Error e) {
            if (state == null) {
                next.revision.close();
            } else {
                next.revision.closeUnless(state.revision);
            }
            throw e;
        }
        List<Changed> changes = begun ? changes(assembly, changed, dropped) : List.of();
        Parts before = parts;
        if (before != null) {
            measure(before, changed);
        }
        if (begun) {
            changes = measured(changes, made, next);
        }
        if (before != null) {
            happenings.attempt("let go of", before::close);
        }
        publish(assembly, made, next);
        return Optional.of(changes);
    }

    private void publish(Assembly assembly, Parts made, TrainingState next) {
        if (state != null) {
            state.revision.closeUnless(next.revision);
        }
        data.settle();
        state = next;
        parts = made;
        steps = made.trainer().steps();
        file = assembly.file();
        job = assembly.resolved();
        scheduleSchema = assembly.schedule().schema();
        places = assembly.places();
        cards.clear();
        places.forEach((key, place) -> place.slot().ifPresent(slot -> cards.put(key, Happenings.card(slot))));
        missing.removeIf(key -> !places.containsKey(key));
    }

    private List<Changed> changes(Assembly next, Set<String> changed, List<String> dropped) {
        List<Changed> changes = new ArrayList<>();
        for (String key : changed) {
            Place<?> before = places.get(key);
            Place<?> after = next.places().get(key);
            if (after != null && after.slot().isPresent()) {
                String from = before == null ? "" : named(before.name(), card(key));
                String to = named(after.name(), Happenings.card(after.slot().get()));
                changes.add(new Changed(key, from, to, dropped.contains(key) ? "its state begins anew" : ""));
            }
        }
        return changes;
    }

    private static String named(String plugin, String card) {
        return card.isEmpty() ? plugin : plugin + " of " + card;
    }

    /**
     * Adds the loss before and after where another function may be computed now.
     *
     * @throws SettingsException if it cannot be computed at all; what was made is closed then
     */
    private List<Changed> measured(List<Changed> changes, Parts made, TrainingState next) {
        List<Changed> measured = new ArrayList<>();
        for (Changed change : changes) {
            if (!FUNCTION.contains(change.key())) {
                measured.add(change);
                continue;
            }
            double after;
            try {
                after = made.trainer().trialLoss();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                after = Double.NaN;
                happenings.broken(change, e);
            }
            if (!Double.isFinite(after)) {
                happenings.attempt("let go of", made::close);
                next.revision.closeUnless(Objects.requireNonNull(state).revision);
                throw new SettingsException(change.key(), change.to(), "gives no loss on held-out samples");
            }
            String note = String.format(Locale.ROOT, "held-out loss %.4g before, %.4g after", lossBefore, after);
            measured.add(new Changed(change.key(), change.from(), change.to(), note));
        }
        return measured;
    }

    /** Notes the loss under parts that are about to go, if what they compute may be another function afterwards. */
    private void measure(Parts before, Set<String> changed) {
        lossBefore = Double.NaN;
        if (changed.stream().anyMatch(FUNCTION::contains)) {
            happenings.attempt(
                    "measure with", () -> lossBefore = before.trainer().trialLoss());
        }
    }

    /** Drops the prepared forms and lets all plugins go if one of them is to go. */
    private void letGo() {
        Set<String> going = new TreeSet<>();
        places.forEach((key, place) -> {
            if (!key.startsWith(Choice.GROWTH) && place.left()) {
                going.add(key);
            }
        });
        Parts before = parts;
        if (before != null && !going.isEmpty()) {
            measure(before, going);
            parts = null;
            happenings.attempt("let go of", before::close);
        }
        if (going.contains("data")) {
            data.close();
        }
    }

    private void noteMissing(Set<String> gone) {
        for (String key : gone) {
            // A strategy is missed when it is due, not before.
            if (missing.add(key) && !key.startsWith(Choice.GROWTH)) {
                happenings.waiting(key, Objects.requireNonNull(places.get(key)).name());
            }
        }
        missing.retainAll(gone);
    }

    /** Lets everything go, the state's memory too. */
    @Override
    public void close() {
        try {
            if (parts != null) {
                parts.close();
                parts = null;
            }
        } finally {
            data.close();
            if (state != null) {
                state.revision.close();
                state = null;
            }
        }
    }
}
