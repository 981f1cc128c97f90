package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.espalier.api.data.DataException;
import org.espalier.api.run.BundleTrial;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Changed;
import org.espalier.api.run.Intent;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Swap;
import org.espalier.host.dropin.TriedJar;
import org.espalier.host.growth.EntryState;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.TrainingState;

/** What people can do with a run between two of its steps. On the run's thread. */
final class Controls {
    private final String run;
    private final Composition composition;
    private final OrderLog orders;
    private final Saving saving;
    private final Happenings happenings;
    private final Consumer<RunStatus> status;
    private boolean paused;

    Controls(
            String run,
            Composition composition,
            OrderLog orders,
            Saving saving,
            Happenings happenings,
            Consumer<RunStatus> status) {
        this.status = status;
        this.run = run;
        this.composition = composition;
        this.orders = orders;
        this.saving = saving;
        this.happenings = happenings;
    }

    /** The run's id. */
    String run() {
        return run;
    }

    /** Whether somebody wants the run to rest. */
    boolean paused() {
        return paused;
    }

    void pause(Cause cause) {
        if (!paused) {
            paused = true;
            status.accept(RunStatus.PAUSED);
            happenings.wanted("pause", cause, "paused");
        }
    }

    void unpause(Cause cause) {
        if (paused) {
            paused = false;
            status.accept(RunStatus.TRAINING);
            happenings.wanted("unpause", cause, "goes on");
        }
    }

    long checkpoint(Cause cause) throws IOException, DivergedException {
        saving.now(state());
        happenings.wanted("checkpoint", cause, "checkpoint of step " + state().step);
        return state().step;
    }

    /** What is kept for plugins that a jar brings. */
    List<BundleTrial.KeptState> kept(TriedJar jar, PluginRegistry registry) {
        List<BundleTrial.KeptState> kept = new ArrayList<>();
        for (GrowthEntry entry : composition.job().growth()) {
            EntryState of = state().entries.get(entry.id());
            Choice strategy = entry.strategy();
            OptionalInt brought = jar.schema(registry.strategies().type(), strategy.type());
            if (of != null && of.begun() && brought.isPresent()) {
                kept.add(new BundleTrial.KeptState(
                        run, strategy.key(), strategy.type(), of.schema(), brought.getAsInt()));
            }
        }
        composition.job().optimizer().schedule().ifPresent(schedule -> jar.schema(
                        registry.schedules().type(), schedule.type())
                .ifPresent(brought -> kept.add(new BundleTrial.KeptState(
                        run, schedule.key(), schedule.type(), composition.scheduleSchema(), brought))));
        return kept;
    }

    /** Says something in the run's journal and to whoever watches. */
    void note(String kind, Cause cause, String text) {
        happenings.told(kind, cause, text);
    }

    private TrainingState state() {
        return composition.state().orElseThrow();
    }

    List<Intent> plan()
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        requireWhole();
        return new Planning(composition).intents();
    }

    /** Does again what an earlier life of the run was told after this step. */
    void again() throws IOException, InterruptedException, DataException, PluginFaultException {
        for (Optional<Order> order = orders.next(state().step); order.isPresent(); order = orders.next(state().step)) {
            try {
                if (order.get().isFork()) {
                    doFork(order.get());
                } else if (order.get().isSwap()) {
                    doSwap(order.get().swap(), order.get().cause());
                } else {
                    doSet(order.get().settings(), order.get().cause());
                }
            } catch (RefusedException e) {
                happenings.notAgain(order.get(), e.getMessage());
            }
        }
    }

    List<Changed> set(Map<String, String> settings, Cause cause)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        List<Changed> changes = doSet(settings, cause);
        if (!changes.isEmpty()) {
            orders.add(Order.set(state().step, settings, cause));
        }
        return changes;
    }

    private List<Changed> doSet(Map<String, String> settings, Cause cause)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        Map<String, String> meant = Adjustable.meant(settings);
        Adjustable.check(meant);
        takeUp();
        Job before = composition.job();
        JobFile next = JobFile.parse(before.toYaml(), Path.of(run), meant);
        Adjustable.checkLength(meant, next.job().epochs(), state().epoch, false, run);
        List<Changed> changes = Adjustable.differences(before, next.job(), meant.keySet());
        if (changes.isEmpty()) {
            return changes;
        }
        List<Changed> swapped = change(next, Set.of(), places(meant.keySet()));
        changes.forEach(change -> happenings.set(change, cause));
        swapped.forEach(change -> happenings.swapped(change, cause));
        return changes;
    }

    /** What a run was told whose history this one repeats, when it began as a fork. */
    private void doFork(Order fork)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        Job before = composition.job();
        JobFile next = ForkedJob.of(before, before.name(), fork.settings(), Path.of(run));
        Set<String> all = new TreeSet<>();
        before.choices().forEach(choice -> all.add(choice.key()));
        all.add(Adjustable.SCHEDULE);
        requireWhole();
        List<Changed> swapped = change(next, all, Set.of());
        Adjustable.differences(before, next.job(), fork.settings().keySet())
                .forEach(change -> happenings.set(change, fork.cause()));
        swapped.forEach(change -> happenings.swapped(change, fork.cause()));
    }

    List<Changed> swap(Swap swap, Cause cause)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException,
                    DivergedException {
        List<Changed> changes = doSwap(swap, cause);
        if (!changes.isEmpty()) {
            orders.add(Order.swap(state().step, swap, cause));
            // The plugin that was in use may be gone for good: no checkpoint may need it from here on.
            saving.again(state());
        }
        return changes;
    }

    private List<Changed> doSwap(Swap swap, Cause cause)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        takeUp();
        JobFile next = job(swap);
        Job before = composition.job();
        List<Changed> changes = new ArrayList<>(change(next, fresh(swap), Set.of(swap.key())));
        changes.forEach(change -> happenings.swapped(change, cause));
        if (changes.stream().noneMatch(change -> change.key().equals(swap.key()))) {
            // The same plugin, which may have got other settings.
            List<Changed> settings = Adjustable.differences(before, composition.job(), Set.of(swap.key()));
            settings.forEach(change -> happenings.set(change, cause));
            changes.addAll(settings);
        }
        return changes;
    }

    List<Changed> trySwap(Swap swap)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        takeUp();
        JobFile next = job(swap);
        try {
            return composition.tryOut(next, fresh(swap), Set.of(swap.key()));
        } catch (RefusedException e) {
            throw inItsWords(e);
        }
    }

    private List<Changed> change(JobFile next, Set<String> fresh, Set<String> touched)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        try {
            return composition.change(next, fresh, touched);
        } catch (RefusedException e) {
            throw inItsWords(e);
        }
    }

    /** A refusal that names the run in the place of a line in a file that there is not, and what it waits for. */
    private RefusedException inItsWords(RefusedException refused) {
        if (!composition.whole()) {
            return new RefusedException(
                    run,
                    "",
                    waits() + ", and still would: " + refused.key() + " " + refused.why()
                            + "; bring it back, or swap what is missing");
        }
        return refused.where().startsWith(run + ":")
                ? new RefusedException(run, refused.key(), refused.why())
                : refused;
    }

    private String waits() {
        return "waits for " + String.join(", ", composition.missing());
    }

    /** The keys of places that settings are about. */
    private Set<String> places(Set<String> keys) {
        Set<String> places = new TreeSet<>();
        for (Choice choice : composition.job().choices()) {
            if (keys.stream().anyMatch(key -> key.equals(choice.key()) || key.startsWith(choice.key() + "."))) {
                places.add(choice.key());
            }
        }
        return places;
    }

    private static Set<String> fresh(Swap swap) {
        return swap.isFresh() ? Set.of(swap.key()) : Set.of();
    }

    /** The job with another plugin at a place; what the host keeps of a growth entry, such as its claims, stays. */
    private JobFile job(Swap swap) throws RefusedException {
        Job before = composition.job();
        Set<String> keys = new TreeSet<>();
        before.choices().forEach(choice -> keys.add(choice.key()));
        keys.add(Adjustable.SCHEDULE);
        if (!keys.contains(swap.key())) {
            throw new RefusedException(
                    "swap", swap.key(), "names no plugin of the run; there are " + String.join(", ", keys));
        }
        if (swap.key().equals("precision")) {
            throw new RefusedException("swap", swap.key(), "this host trains in float32 only");
        }
        Job after = swap.type().isEmpty()
                ? before
                : before.mapChoices(c -> c.key().equals(swap.key()) ? new Choice(swap.type(), Map.of(), c.key()) : c);
        Map<String, String> settings = new LinkedHashMap<>();
        if (!swap.type().isEmpty()
                && before.choices().stream().noneMatch(c -> c.key().equals(swap.key()))) {
            settings.put(swap.key() + ".type", swap.type());
        }
        swap.settings().forEach((key, value) -> settings.put(swap.key() + "." + key, value));
        return JobFile.parse(after.toYaml(), Path.of(run), settings);
    }

    /** Takes up what a run that waits has waited for, if it is there by now. */
    private void takeUp()
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        if (!composition.whole()) {
            composition.follow();
        }
    }

    /** Likewise; refuses what needs all plugins while one is missing. */
    private void requireWhole()
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        takeUp();
        if (!composition.whole()) {
            throw new RefusedException(run, "", waits() + "; it can be asked again when that is there");
        }
    }
}
