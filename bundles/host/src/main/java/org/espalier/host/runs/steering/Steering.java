package org.espalier.host.runs.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.espalier.api.run.Trial;
import org.espalier.host.dropin.TriedJar;
import org.espalier.host.growth.EntryState;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.runs.composition.Wish;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.orders.Adjustable;
import org.espalier.host.runs.orders.ForkedJob;
import org.espalier.host.runs.orders.Forks;
import org.espalier.host.runs.orders.Order;
import org.espalier.host.runs.orders.OrderLog;
import org.espalier.host.runs.orders.OrderNews;
import org.espalier.host.runs.orders.OrderRefusedException;
import org.espalier.host.runs.saving.Juncture;
import org.espalier.host.runs.saving.Saving;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.TrainingState;

/** What people can do with a run between two of its steps. On the run's thread. */
public final class Steering {
    private final String run;
    private final Composition composition;
    private final OrderLog orders;
    private final Saving saving;
    private final Repeating repeating;
    private final Happenings happenings;
    private final PluginRegistry registry;
    private final Forks forks;
    private final Consumer<RunStatus> status;
    private boolean paused;

    /**
     * @param registry knows what settings plugins have
     * @param forks    says what a fork of the run could have
     * @param status   told what the run is doing now
     */
    public Steering(
            String run,
            Composition composition,
            OrderLog orders,
            Saving saving,
            Repeating repeating,
            Happenings happenings,
            PluginRegistry registry,
            Forks forks,
            Consumer<RunStatus> status) {
        this.registry = registry;
        this.forks = forks;
        this.status = status;
        this.run = run;
        this.composition = composition;
        this.orders = orders;
        this.saving = saving;
        this.repeating = repeating;
        this.happenings = happenings;
    }

    /** The run's id. */
    String run() {
        return run;
    }

    /** Whether somebody wants the run to rest. */
    public boolean paused() {
        return paused;
    }

    /** Has the run rest after the step in hand. */
    public void pause(Cause cause) {
        if (!paused) {
            paused = true;
            status.accept(RunStatus.PAUSED);
            happenings.wanted("pause", cause, "paused");
        }
    }

    /** Has a run that rests go on. */
    public void unpause(Cause cause) {
        if (paused) {
            paused = false;
            status.accept(RunStatus.TRAINING);
            happenings.wanted("unpause", cause, "goes on");
        }
    }

    /** Writes a checkpoint of this moment unless there is one; its step. */
    public long checkpoint(Cause cause) throws IOException, DivergedException {
        String note = saving.now(state()) ? "" : "was there already";
        happenings.wanted("checkpoint", cause, "checkpoint of step " + state().step, note);
        return state().step;
    }

    /** What is kept for plugins that a jar brings. */
    public List<BundleTrial.KeptState> kept(TriedJar jar, PluginRegistry registry) {
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
    public void note(String kind, Cause cause, String text) {
        happenings.told(kind, cause, text);
    }

    private TrainingState state() {
        return composition.state().orElseThrow();
    }

    /** What the growth entries will do at their next look, as things stand now. */
    public List<Intent> plan()
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        requireWhole();
        return Planning.intents(composition);
    }

    /**
     * Does again what an earlier life of the run was told up to here; false as long as that waits for a plugin.
     *
     * @throws OrderRefusedException if it cannot be done again
     */
    public boolean again()
            throws OrderRefusedException, IOException, InterruptedException, DataException, DivergedException,
                    PluginFaultException {
        return repeating.done(order -> {
            if (order.isFork()) {
                doFork(order);
            } else if (order.isSwap()) {
                takeUp();
                carryOut(Swapping.again(order, composition, run, registry), order.cause());
            } else {
                carryOut(setting(order.settings()), order.cause());
            }
        });
    }

    /** Gives settings other values, and keeps that as an order; what has changed. */
    public List<Changed> set(Map<String, String> settings, Cause cause)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        repeating.requireDone();
        Setting wanted = setting(settings);
        List<Changed> changes = carryOut(wanted, cause);
        if (wanted.isOne()) {
            add(Order.set(Juncture.of(state()), settings, cause));
        }
        return changes;
    }

    /** What settings would change, and what strategies would do by them first; nothing is changed. */
    public Trial trySet(Map<String, String> settings)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        repeating.requireDone();
        Setting wanted = setting(settings);
        try {
            return wanted.changes().isEmpty() ? new Trial(List.of(), List.of()) : new Trying(composition).set(wanted);
        } catch (RefusedException e) {
            throw inItsWords(e);
        }
    }

    /** Keeps an order; those of an earlier life that are to come and say otherwise are not done again. */
    private void add(Order order) throws IOException {
        orders.add(order).forEach(new OrderNews(happenings)::superseded);
    }

    private Setting setting(Map<String, String> settings)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        takeUp();
        return Setting.of(settings, composition, state().epoch, run, registry, forks);
    }

    private List<Changed> carryOut(Setting wanted, Cause cause)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        if (!wanted.isOne()) {
            return List.of();
        }
        List<Notice> before = Trying.warnings(composition);
        List<Changed> swapped = change(wanted.wish());
        wanted.changes().forEach(change -> happenings.set(change, cause));
        swapped.forEach(change -> happenings.swapped(change, cause));
        List<Changed> changes = new ArrayList<>(wanted.changes());
        changes.addAll(swapped);
        return warned(changes, wanted.before(), before);
    }

    /** Says what strategies find questionable now by a change that is done; the changes with it. */
    private List<Changed> warned(List<Changed> changes, Job was, List<Notice> before) {
        List<Notice> brought = StrategyWarnings.brought(was, before, composition.job(), Trying.warnings(composition));
        brought.forEach(happenings::noticed);
        return StrategyWarnings.told(changes, brought);
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
        List<Changed> swapped = change(Wish.fork(next, all));
        Adjustable.differences(before, next.job(), fork.settings().keySet())
                .forEach(change -> happenings.set(change, fork.cause()));
        swapped.forEach(change -> happenings.swapped(change, fork.cause()));
    }

    /** Gives a place another plugin, and keeps that as an order; what has changed. */
    public List<Changed> swap(Swap swap, Cause cause)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException,
                    DivergedException {
        repeating.requireDone();
        takeUp();
        Swapping wanted = Swapping.of(swap, composition, run, registry);
        List<Changed> changes = carryOut(wanted, cause);
        if (!changes.isEmpty()) {
            add(Order.swap(Juncture.of(state()), wanted.swap(), swap.settings().keySet(), cause));
            // The plugin that was in use may be gone for good: no checkpoint may need it from here on.
            saving.again(state());
        }
        return changes;
    }

    private List<Changed> carryOut(Swapping wanted, Cause cause)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        List<Notice> before = Trying.warnings(composition);
        List<Changed> plugins = wanted.told(change(wanted.wish()));
        plugins.forEach(change -> happenings.swapped(change, cause));
        List<Changed> settings = wanted.settings(composition.job());
        settings.forEach(change -> happenings.set(change, cause));
        List<Changed> changes = new ArrayList<>(plugins);
        changes.addAll(settings);
        return changes.isEmpty() ? changes : warned(changes, wanted.before(), before);
    }

    /** What such a swap would change, and what a strategy that takes the place would do first; nothing is changed. */
    public Trial trySwap(Swap swap)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        repeating.requireDone();
        takeUp();
        Swapping wanted = Swapping.of(swap, composition, run, registry);
        try {
            return new Trying(composition).swap(wanted);
        } catch (RefusedException e) {
            throw inItsWords(e);
        }
    }

    private List<Changed> change(Wish wish)
            throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException {
        try {
            return composition.change(wish);
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
