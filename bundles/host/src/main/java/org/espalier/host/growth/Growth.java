package org.espalier.host.growth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.log.RunLog;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.Guard;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.Serving;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.weights.Revision;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Growth between two steps: asks the entries in the job's order, validates what they answer, builds the next revision aside,
 * checks it and hands it over for publication. Anything less than the whole leaves the revision in use as it was.
 */
public final class Growth implements AutoCloseable {
    /** Faults in a row after which an entry is asked no more. */
    public static final int MOST_FAULTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Growth.class);
    private final List<GrowthEntry> entries;
    private final Map<String, EntryState> states;
    private final StrategySupply strategies;
    private final PlanValidation validation;
    private final Grower grower;
    private final long seed;
    private final Spectra spectra;
    private final Trial trial;
    private final OutputCheck outputs;
    private final RunLog log;
    private final Guard guard;
    private final Duration deadline;
    private final Observation observation;
    private final Function<Dims, Set<String>> tapsOf;

    /** Growth of a run; the states are the run's own and change in place. */
    public Growth(
            List<GrowthEntry> entries,
            Map<String, EntryState> states,
            StrategySupply strategies,
            GrowthRules rules,
            Spectra spectra,
            Trial trial,
            RunLog log,
            Guard guard,
            Duration deadline) {
        this.entries = entries;
        this.states = states;
        this.strategies = strategies;
        this.validation = rules.validation();
        this.grower = rules.grower();
        this.seed = rules.seed();
        this.spectra = spectra;
        this.trial = trial;
        this.outputs = new OutputCheck(trial);
        this.log = log;
        this.guard = guard;
        this.deadline = deadline;
        entries.forEach(entry -> states.computeIfAbsent(entry.id(), id -> EntryState.unbegun()));
        this.tapsOf = rules::taps;
        this.observation = new Observation(entries, states, tapsOf);
    }

    /** The entries in the job's order. */
    public List<GrowthEntry> entries() {
        return entries;
    }

    /** The taps that a step on this revision is to report; it is observed afterwards. */
    public Taps taps(Revision revision) {
        return observation.taps(revision);
    }

    /** Takes note of one training step: losses, and the signals that entries want. */
    public void observe(double loss, Revision revision) {
        observation.observe(loss, revision);
    }

    /** Whether some entry wants gradients on the heap before the optimizer takes them. */
    public boolean readsGradients(Revision revision) {
        return observation.readsGradients(revision);
    }

    /**
     * Asks every entry that is due and applies what they answer.
     *
     * @return the revision to go on with: the same, or a new one that shares what was left alone
     */
    public Revision visit(Revision revision, EntryView.Moment moment) {
        Revision current = revision;
        try {
            for (GrowthEntry entry : due(moment.step(), moment.epoch(), moment.epochEnded())) {
                if (trusted(entry, moment.step())) {
                    Revision next = ask(entry, current, moment);
                    if (next != current) {
                        current.closeUnless(next, revision);
                    }
                    current = next;
                }
            }
            return current;
        } catch (RuntimeException | Error e) {
            current.closeUnless(revision);
            throw e;
        }
    }

    /** Whether the service that serves an entry has not failed too often; what another one did before does not count. */
    private boolean trusted(GrowthEntry entry, long step) {
        EntryState state = state(entry);
        boolean shunned = state.faults() >= MOST_FAULTS;
        if (state.absolve(strategies.serving(entry.id())) && shunned) {
            Words.tell(
                    log, "replaced", step, entry.id(), "another service has its strategy's place; it is asked again");
        }
        return state.faults() < MOST_FAULTS;
    }

    /** The entries that are to be asked after a step, in the job's order. */
    public List<GrowthEntry> due(long step, long epoch, boolean epochEnded) {
        return entries.stream()
                .filter(entry -> entry.asked() && entry.due(step, epoch, epochEnded))
                .toList();
    }

    private Revision ask(GrowthEntry entry, Revision revision, EntryView.Moment moment) {
        EntryState state = state(entry);
        Optional<Serving> serving = strategies.serving(entry.id());
        try {
            Optional<Decision> answer =
                    strategies.withStrategy(entry.id(), strategy -> decide(entry, strategy, state, revision, moment));
            if (answer.isEmpty()) {
                return note(entry, moment, revision);
            }
            if (state.missed(false)) {
                Words.tell(log, "returned", moment.step(), entry.id(), "its strategy is back");
            }
            state.absolve();
            Revision next = apply(entry, answer.get(), revision, moment);
            if (next != revision) {
                // Sums of gradients of the old function, in shapes that may have gone.
                states.values().forEach(other -> other.bridges().clear());
            }
            return next;
        } catch (PluginFaultException e) {
            state.fault(serving, moment.step());
            LOG.info("fault of the strategy of growth entry {} at step {}", entry.id(), moment.step(), e);
            String rest = state.faults() < MOST_FAULTS ? "" : "; it is asked no more";
            Words.tell(log, "fault", moment.step(), entry.id(), "strategy " + e.getMessage() + rest);
            return revision;
        } finally {
            state.beginStretch();
            observation.wantsMayHaveChanged();
        }
    }

    private Revision note(GrowthEntry entry, EntryView.Moment moment, Revision revision) {
        if (!state(entry).missed(true)) {
            Words.tell(log, "missing", moment.step(), entry.id(), "no bundle supplies its strategy; going on without");
        }
        return revision;
    }

    private Decision decide(
            GrowthEntry entry, BoundStrategy strategy, EntryState state, Revision revision, EntryView.Moment moment)
            throws PluginFaultException {
        Answer answer = consider(entry, strategy, state, revision, moment, false);
        state.plugin(answer.decision().next(), strategy.schema());
        state.wants(answer.wanted());
        return answer.decision();
    }

    /** Asks a strategy, for people with its outlook; what it answers changes nothing yet. */
    private Answer consider(
            GrowthEntry entry,
            BoundStrategy strategy,
            EntryState state,
            Revision revision,
            EntryView.Moment moment,
            boolean forPeople)
            throws PluginFaultException {
        List<Dim> claimed = entry.claimed(revision.dims());
        EntryView view = new EntryView(
                revision,
                claimed,
                moment,
                state,
                strategy,
                () -> tapsOf.apply(revision.dims()),
                RandomStream.of(seed, "entry:" + entry.id()).at(moment.step()),
                new ClaimedSpectra(spectra, guard, claimed, revision),
                new Probe(validation, grower, trial, guard, claims(entry, revision), revision, moment.step()),
                parameter -> guard.onCaller(() -> revision.tensor(parameter).lastGradient()));
        try {
            return guard.call(deadline, () -> Answer.of(strategy, view, state, forPeople));
        } finally {
            view.revoke();
        }
    }

    /** What an entry will do at its next look, as things stand at a moment; nothing of it is done or noted. */
    public Intention intention(GrowthEntry entry, Revision revision, EntryView.Moment now) {
        EntryState state = state(entry);
        if (state.faults() >= MOST_FAULTS) {
            String why = "its strategy has failed " + state.faults() + " times in a row";
            return new Intention(entry.next(now.step() + 1, now.stepsPerEpoch()), "fault", "", why);
        }
        Foresight.Question question = moment -> strategies.withStrategy(
                entry.id(), strategy -> consider(entry, strategy, state, revision, moment, true));
        return new Foresight(question, revision, now)
                .of(entry, plan -> validation.check(plan, revision.dims(), revision.layout(), claims(entry, revision)));
    }

    private Revision apply(GrowthEntry entry, Decision decision, Revision revision, EntryView.Moment moment) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("entry", entry.id());
        figures.put("answer", Direction.of(decision, revision.dims()));
        figures.put("why", decision.why());
        figures.put("figures", decision.figures());
        log.metric("decision", moment.step(), figures);
        if (decision.plan().isEmpty()) {
            return revision;
        }
        EntryState state = state(entry);
        long start = System.nanoTime();
        Revision candidate = null;
        try {
            GrowthPlan plan = decision.plan().get();
            Blueprint blueprint = validation.check(plan, revision.dims(), revision.layout(), claims(entry, revision));
            Grower.Grown grown = grower.grow(revision, blueprint, moment.step());
            candidate = grown.revision();
            String found = outputs.check(plan, revision, candidate);
            long millis = (System.nanoTime() - start) / 1_000_000;
            Words.plan(log, moment.step(), entry.id(), decision.why(), plan, candidate.number());
            Words.grown(log, moment.step(), entry.id(), decision.why(), blueprint, grown, found, millis);
            state.lastOutcome(PlanOutcome.Status.APPLIED, decision.why());
            return candidate;
        } catch (PlanRefusedException e) {
            drop(candidate, revision);
            String why = String.valueOf(e.getMessage());
            PlanOutcome.Status status =
                    candidate == null ? PlanOutcome.Status.REJECTED : PlanOutcome.Status.ROLLED_BACK;
            state.lastOutcome(status, why);
            String kind = candidate == null ? "rejected" : "rolled-back";
            Words.tell(log, kind, moment.step(), entry.id(), why + " (asked for since " + decision.why() + ")");
            return revision;
        } catch (RuntimeException | Error e) {
            drop(candidate, revision);
            throw e;
        }
    }

    /**
     * Carries out what is on record of another run; nobody is asked.
     *
     * @return the revision to go on with, as {@link #visit}
     * @throws SettingsException if a plan cannot be carried out here
     */
    public Revision again(List<RecordedGrowth.Plan> plans, Revision revision, long step) {
        Revision current = revision;
        try {
            for (RecordedGrowth.Plan recorded : plans) {
                Revision next = again(recorded, current, step);
                current.closeUnless(next, revision);
                current = next;
            }
            return current;
        } catch (RuntimeException | Error e) {
            current.closeUnless(revision);
            throw e;
        }
    }

    private Revision again(RecordedGrowth.Plan recorded, Revision revision, long step) {
        long start = System.nanoTime();
        Revision candidate = null;
        try {
            GrowthPlan plan = recorded.plan();
            Set<String> all = Set.copyOf(revision.dims().names());
            Blueprint blueprint = validation.check(plan, revision.dims(), revision.layout(), all);
            Grower.Grown grown = grower.grow(revision, blueprint, step);
            candidate = grown.revision();
            String found = outputs.check(plan, revision, candidate);
            long millis = (System.nanoTime() - start) / 1_000_000;
            Words.plan(log, step, recorded.entry(), recorded.why(), plan, candidate.number());
            Words.grown(log, step, recorded.entry(), recorded.why(), blueprint, grown, found, millis);
            return candidate;
        } catch (PlanRefusedException e) {
            drop(candidate, revision);
            throw new SettingsException(
                    "growth." + recorded.entry(),
                    recorded.plan(),
                    "the plan that was carried out after step " + step + " cannot be again: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            drop(candidate, revision);
            throw e;
        }
    }

    private static void drop(@Nullable Revision candidate, Revision kept) {
        if (candidate != null) {
            candidate.closeUnless(kept);
        }
    }

    private EntryState state(GrowthEntry entry) {
        return Objects.requireNonNull(states.get(entry.id()));
    }

    private static Set<String> claims(GrowthEntry entry, Revision revision) {
        return entry.claimed(revision.dims()).stream().map(Dim::name).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        guard.close();
    }
}
