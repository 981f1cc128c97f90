package org.espalier.testkit.strategy;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.strategy.SimulatedRun.Moment;
import org.espalier.testkit.strategy.SimulatedRun.Step;

/** Whether decisions follow from arguments alone, so that swap, resume and fork go on bit for bit. */
final class Continuity {
    private Continuity() {}

    /** AssertionError if the same arguments give two decisions, of one object or of two without a past. */
    static <S extends Record> void checkPure(SimulatedRun<S> run, Supplier<GrowthStrategy<S>> strategies) {
        for (Step step : run.run(strategies.get(), run.begin(strategies.get()).orElseThrow())) {
            GrowthStrategy<S> strategy = strategies.get();
            Decision first = decide(run, strategy, step.before());
            Decision again = decide(run, strategy, step.before());
            if (!first.equals(again)) {
                throw new AssertionError(
                        "The same view, settings and state gave two decisions on " + run + ": " + told(first)
                                + ", then " + told(again)
                                + ". decide may depend on its arguments alone: draw random numbers from"
                                + " seen.random(), read no clock, count in the state.");
            }
            Decision other = decide(run, strategies.get(), step.before());
            if (!first.equals(other)) {
                throw new AssertionError("Two new objects decided differently on the same view, settings and state on "
                        + run
                        + ": " + told(first) + " and " + told(other) + ". Nothing but the arguments may decide, static"
                        + " fields included.");
            }
        }
    }

    /** AssertionError if a state that was saved and read back leads to another decision. */
    static <S extends Record> void checkSavedState(SimulatedRun<S> run, Supplier<GrowthStrategy<S>> strategies) {
        GrowthStrategy<S> strategy = strategies.get();
        for (Step step : run.run(strategy, run.begin(strategy).orElseThrow())) {
            Decision kept = decide(run, strategy, step.before());
            Decision saved = decide(run, strategy, step.before().throughCheckpoint());
            if (!kept.equals(saved)) {
                throw new AssertionError("A state that a checkpoint gave back, equal but another object, led to "
                        + told(saved) + " and not to " + told(kept) + " on " + run
                        + ". Compare states by equals, and key"
                        + " nothing by their identity.");
            }
        }
    }

    /** AssertionError if a run that goes on from some decision with a new object goes on otherwise. */
    static <S extends Record> void checkResume(SimulatedRun<S> run, Supplier<GrowthStrategy<S>> strategies) {
        GrowthStrategy<S> whole = strategies.get();
        List<Step> steps = run.run(whole, run.begin(whole).orElseThrow());
        for (int from = 0; from < steps.size(); from++) {
            Moment saved = steps.get(from).before().throughCheckpoint();
            List<Step> resumed = run.run(strategies.get(), saved);
            for (int i = 0; i < resumed.size(); i++) {
                Step expected = steps.get(from + i);
                Step actual = resumed.get(i);
                if (!expected.equals(actual)) {
                    throw new AssertionError(
                            "Resumed at decision " + from + ", " + run + " went on differently: decision "
                                    + (from + i) + " was " + told(expected.decision())
                                    + " in the run that was never stopped and "
                                    + told(actual.decision())
                                    + " in the resumed one. Something is remembered outside the state;"
                                    + " put it into the decision's next state.");
                }
            }
        }
    }

    private static <S extends Record> Decision decide(SimulatedRun<S> run, GrowthStrategy<S> strategy, Moment now) {
        return run.step(strategy, now, run.seen(now).view()).decision();
    }

    private static String told(Decision decision) {
        return decision + " " + decision.next();
    }
}
