package org.espalier.testkit.strategy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Layout;
import org.espalier.testkit.plugin.Card;
import org.espalier.testkit.plugin.EarlierState;
import org.espalier.testkit.plugin.PluginConformance;
import org.espalier.testkit.plugin.Restoration;
import org.espalier.testkit.strategy.SimulatedRun.Moment;
import org.espalier.testkit.strategy.SimulatedRun.Step;
import org.junit.jupiter.api.Test;

/**
 * What every growth strategy promises, checked on small growing systems without a container.
 *
 * <pre>{@code
 * class PlateauConformanceTest extends StrategyConformance<Plateau.Settings> {
 *     protected GrowthStrategy<Plateau.Settings> plugin() {
 *         return new Plateau();
 *     }
 *
 *     protected List<Plateau.Settings> settings() {
 *         return List.of(new Plateau.Settings(0.01, 1.5), new Plateau.Settings(0, 2));
 *     }
 * }
 * }</pre>
 *
 * @param <S> the strategy's settings
 */
public abstract class StrategyConformance<S extends Record> extends PluginConformance<GrowthStrategy<S>, S> {
    private static final int ATTEMPTS = 3;

    /** The systems on which it is tried; those whose dims it refuses in {@code begin} are passed over. */
    protected List<GrowingSystem> systems() {
        return GrowingSystem.all();
    }

    /** The longest that a decision on these small systems may take; the host's deadline on real ones is 10 s. */
    protected Duration longestDecision() {
        return Duration.ofSeconds(1);
    }

    /** States of earlier schemas, one at least of each below the card's; none for a plugin whose card says 1. */
    protected List<EarlierState> earlierStates() {
        return List.of();
    }

    @Override
    protected final Class<S> settingsOf(GrowthStrategy<S> plugin) {
        return plugin.settings();
    }

    @Test
    final void itDecidesThroughoutASmallRun() {
        for (SimulatedRun<S> run : accepted()) {
            runOf(run);
        }
    }

    @Test
    final void theSameArgumentsGiveTheSameDecision() {
        everyRun(run -> Continuity.checkPure(run, this::plugin));
    }

    @Test
    final void aStateThatACheckpointGaveBackDecidesAlike() {
        everyPureRun(run -> Continuity.checkSavedState(run, this::plugin));
    }

    @Test
    final void aRunResumedAtAnyDecisionGoesOnAlike() {
        only(
                "aStateThatACheckpointGaveBackDecidesAlike",
                () -> everyPureRun(run -> Continuity.checkSavedState(run, this::plugin)));
        everyRun(run -> Continuity.checkResume(run, this::plugin));
    }

    @Test
    final void statesOfEarlierSchemasAreReadAndOthersRefused() {
        only("itsCardNamesIt", () -> Card.of(plugin()));
        List<SimulatedRun<S>> runs = new ArrayList<>();
        everyRun(runs::add);
        Restoration.check(
                Card.of(plugin()),
                earlierStates(),
                (saved, schema) -> plugin().restore(saved, schema),
                state -> runs.forEach(run ->
                        run.run(plugin(), run.begin(plugin()).orElseThrow().with(state))));
    }

    @Test
    final void itsWarningsAreOneLineEachInARunOfAnyLength() {
        for (S settings : settings()) {
            Warnings.check(this::plugin, settings, List.of(), Layout.of());
        }
        everyRun(run -> Warnings.check(this::plugin, run.settings(), run.claimedAtBirth(), run.layoutAtBirth()));
    }

    @Test
    final void itsOutlookIsOneLineEachAndFollowsFromItsArgumentsAlone() {
        only("itsCardNamesIt", () -> Card.of(plugin()));
        only("theSameArgumentsGiveTheSameDecision", () -> everyRun(run -> Continuity.checkPure(run, this::plugin)));
        everyRun(run -> Views.checkOutlook(run, this::plugin));
    }

    @Test
    final void noViewIsUsedOrHeldAfterItsDecision() {
        everyRun(run -> Views.checkLetGo(run, this::plugin));
    }

    @Test
    final void onlySignalsThatTheCardNamesAreAskedFor() {
        only("itsCardNamesIt", () -> Card.of(plugin()));
        everyRun(run -> Views.checkSignals(run, this::plugin));
    }

    @Test
    final void everyPlanIsOneThatTheHostCarriesOutWhateverTheDims() {
        everyRun(run -> {
            for (Step step : runOf(run)) {
                List<String> broken = run.broken(step.before(), step.decision());
                if (!broken.isEmpty()) {
                    throw new AssertionError("On " + run + " the host would refuse " + step.decision() + ": "
                            + String.join(" ", broken));
                }
            }
        });
        for (S settings : settings()) {
            OddDims.check(plugin(), settings);
        }
    }

    @Test
    final void aPlanThatPromisesToPreserveTheFunctionDoes() {
        everyRun(run -> KeptFunction.check(run, this::plugin));
    }

    @Test
    final void itDecidesFarWithinTheDeadline() {
        everyRun(run -> {
            GrowthStrategy<S> strategy = plugin();
            Moment now = run.begin(strategy).orElseThrow();
            while (now.index() < SimulatedRun.DECISIONS) {
                now = timed(run, strategy, now);
            }
        });
    }

    /** A decision is slow only if it is slow each time that it is asked for: a busy machine is not the strategy's fault. */
    private Moment timed(SimulatedRun<S> run, GrowthStrategy<S> strategy, Moment now) {
        Duration least = Duration.ofDays(1);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long start = System.nanoTime();
            Step step = run.step(strategy, now, run.seen(now).view());
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            if (taken.compareTo(longestDecision()) <= 0) {
                return step.after();
            }
            least = taken.compareTo(least) < 0 ? taken : least;
        }
        throw new AssertionError(
                "A decision on " + run + " took " + least.toMillis() + " ms at best; on so small a system it may"
                        + " take " + longestDecision().toMillis()
                        + " ms. Training waits for it, and past the host's deadline (10 s) it"
                        + " does not count. Wait for nothing, and compute from the signals.");
    }

    @Override
    protected final Object work(GrowthStrategy<S> strategy, S settings) {
        SimulatedRun<S> run = systems().stream()
                .map(system -> new SimulatedRun<>(system, settings))
                .filter(r -> r.begin(strategy).isPresent())
                .findFirst()
                .orElseThrow();
        return run.run(strategy, run.begin(strategy).orElseThrow());
    }

    /** The runs that the strategy takes on, at least one for each sample of its settings. */
    private List<SimulatedRun<S>> accepted() {
        List<SimulatedRun<S>> accepted = new ArrayList<>();
        for (S settings : settings()) {
            int before = accepted.size();
            for (GrowingSystem system : systems()) {
                SimulatedRun<S> run = new SimulatedRun<>(system, settings);
                if (run.begin(plugin()).isPresent()) {
                    accepted.add(run);
                }
            }
            if (accepted.size() == before) {
                throw new AssertionError(
                        "With " + settings + " the strategy refuses the dims of every system that the kit has,"
                                + " so nothing is checked: " + systems()
                                + ". Override systems() with one whose dims it grows, or give"
                                + " settings that fit.");
            }
        }
        return accepted;
    }

    private List<Step> runOf(SimulatedRun<S> run) {
        GrowthStrategy<S> strategy = plugin();
        Optional<Moment> birth = run.begin(strategy);
        return run.run(strategy, birth.orElseThrow());
    }

    private void everyRun(Consumer<SimulatedRun<S>> check) {
        List<SimulatedRun<S>> runs = new ArrayList<>();
        only("itDecidesThroughoutASmallRun", () -> {
            runs.addAll(accepted());
            runs.forEach(this::runOf);
        });
        runs.forEach(check);
    }

    private void everyPureRun(Consumer<SimulatedRun<S>> check) {
        only("theSameArgumentsGiveTheSameDecision", () -> everyRun(run -> Continuity.checkPure(run, this::plugin)));
        everyRun(check);
    }
}
