package org.espalier.testkit.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.PlainView;

/** A small run of a growing system under one strategy: all that a host does to it, on plain arrays. */
final class SimulatedRun<S extends Record> {
    static final int DECISIONS = 16;
    private static final int STEPS = 20;
    private final GrowingSystem system;
    private final S settings;

    SimulatedRun(GrowingSystem system, S settings) {
        this.system = system;
        this.settings = settings;
    }

    /** Where a run stands before a decision: all that a checkpoint would hold of it. */
    record Moment(int index, Dims dims, PluginState state, Optional<Outcome> outcome) {
        Moment with(PluginState other) {
            return new Moment(index, dims, other, outcome);
        }

        Moment throughCheckpoint() {
            return new Moment(index, dims, Promises.throughCheckpoint(state), outcome);
        }
    }

    record Outcome(PlanOutcome.Status status, String why) {}

    /** A decision, and where the run stood before and after it. */
    record Step(Moment before, Decision decision, Moment after) {}

    GrowingSystem system() {
        return system;
    }

    S settings() {
        return settings;
    }

    /** The dims that the entry claims, as the model bears them. */
    List<Dim> claimedAtBirth() {
        return system.claimed(system.born());
    }

    /** The parameters as the model bears them. */
    Layout layoutAtBirth() {
        return system.model().layout(system.born());
    }

    /** The run's birth; empty if the strategy refuses the job, as it may. */
    Optional<Moment> begin(GrowthStrategy<S> strategy) {
        Dims dims = system.born();
        try {
            for (Dim dim : system.claimed(dims)) {
                int size = strategy.birth(dim, settings);
                Set<Integer> foreseen = strategy.foreseen(dim, settings);
                if (!dim.permits(size) || !foreseen.stream().allMatch(dim::permits)) {
                    return Optional.empty();
                }
                dims = dims.with(dim.withSize(size));
            }
            dims = system.complete(dims);
            PlainView view = seen(new Moment(0, dims, PluginState.empty(), Optional.empty()))
                    .view();
            return Optional.of(new Moment(0, dims, strategy.begin(view, settings), Optional.empty()));
        } catch (SettingsException e) {
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            throw new AssertionError(
                    strategy.getClass().getSimpleName() + " threw " + e + " before the first decision on " + this
                            + ". What it cannot grow, begin refuses with a SettingsException.",
                    e);
        }
    }

    /** What the strategy is shown at a moment: every signal that the system has. */
    PlainView.Builder seen(Moment now) {
        List<Dim> claimed = system.claimed(now.dims);
        Layout layout = system.model().layout(now.dims);
        long step = (long) STEPS * (now.index + 1);
        PlainView.Builder view = PlainView.claiming(claimed.toArray(Dim[]::new))
                .beside(now.dims.list().stream()
                        .filter(d -> !claimed.contains(d))
                        .toArray(Dim[]::new))
                .layout(layout)
                .stepsPerEpoch(STEPS / 2)
                .step(step)
                .epoch(step / (STEPS / 2));
        now.outcome.ifPresent(o -> view.lastOutcome(o.status, o.why));
        view.layoutIf(plan -> layoutIf(now, plan));
        return new Signals(now.index).show(view, now.dims.list(), layout);
    }

    /** One decision on a view, and the plan applied. */
    Step step(GrowthStrategy<S> strategy, Moment now, PlainView view) {
        Decision decision;
        try {
            decision = strategy.decide(view, settings, now.state);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new AssertionError(
                    "decide threw " + e + " at decision " + now.index + " on " + this
                            + ". The host counts that as keep, and"
                            + " after three in a row it asks no more. Decide on every view, and let begin refuse with a"
                            + " SettingsException what cannot be grown.",
                    e);
        }
        return new Step(now, decision, after(now, decision));
    }

    /** All decisions from a moment on, by one object. */
    List<Step> run(GrowthStrategy<S> strategy, Moment from) {
        List<Step> steps = new ArrayList<>();
        for (Moment now = from; now.index < DECISIONS; now = steps.get(steps.size() - 1).after) {
            steps.add(step(strategy, now, seen(now).view()));
        }
        return steps;
    }

    private Moment after(Moment now, Decision decision) {
        Dims grid = regridded(now);
        if (decision.plan().isEmpty()) {
            return new Moment(now.index + 1, grid, decision.next(), now.outcome);
        }
        GrowthPlan plan = decision.plan().get();
        Layout layout = system.model().layout(now.dims);
        List<String> broken = broken(now, decision);
        plan.ops().stream()
                .filter(op -> PlanRules.shared(op, layout))
                .forEach(op -> broken.add("cannot be remapped, since it is shared: " + op));
        if (!broken.isEmpty()) {
            Outcome refused = new Outcome(PlanOutcome.Status.REJECTED, broken.get(0));
            return new Moment(now.index + 1, grid, decision.next(), Optional.of(refused));
        }
        Outcome applied = new Outcome(PlanOutcome.Status.APPLIED, decision.why());
        return new Moment(now.index + 1, grown(grid, plan), decision.next(), Optional.of(applied));
    }

    /** What is wrong with a decision, so that no host would carry it out on any job. */
    List<String> broken(Moment now, Decision decision) {
        List<String> broken = new ArrayList<>(PlanRules.broken(
                decision, system.claimed(now.dims), system.model().layout(now.dims)));
        if (broken.isEmpty() && decision.plan().isPresent()) {
            Dims grown = grown(now.dims, decision.plan().get());
            broken.addAll(
                    PlanRules.strayBirths(decision.plan().get(), system.model().layout(grown)));
        }
        return broken;
    }

    private Optional<Layout> layoutIf(Moment now, GrowthPlan plan) {
        return broken(now, Decision.grow(plan, "tried", now.state)).isEmpty()
                ? Optional.of(system.model().layout(grown(now.dims, plan)))
                : Optional.empty();
    }

    /** Half way through somebody else refines the grid, if the strategy may not. */
    private Dims regridded(Moment now) {
        Dims dims = now.dims;
        if (now.index == DECISIONS / 2) {
            for (String name : system.data().names()) {
                Dim dim = dims.get(name);
                dims = system.claimed(dims).contains(dim) ? dims : dims.with(dim.withSize(dim.grown(1)));
            }
        }
        return dims;
    }

    Dims grown(Dims dims, GrowthPlan plan) {
        Dims wanted = dims;
        for (GrowthOp op : plan.ops()) {
            if (op instanceof GrowthOp.Resize resize) {
                wanted = wanted.with(wanted.get(resize.dim()).withSize(resize.size()));
            } else if (op instanceof GrowthOp.Remap remap) {
                wanted = wanted.with(wanted.get(remap.dim()).withSize(remap.from().length));
            } else if (op instanceof GrowthOp.Refactor refactor) {
                wanted = wanted.with(wanted.get(refactor.dim()).withSize(refactor.keep()));
            }
        }
        return system.complete(wanted);
    }

    @Override
    public String toString() {
        return system + " with " + settings;
    }
}
