package org.espalier.testkit.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.plugin.Card;
import org.espalier.testkit.plugin.Reachable;
import org.espalier.testkit.strategy.SimulatedRun.Moment;

/** How a strategy treats what it is shown: it asks for what it declared, and lets go of it. */
final class Views {
    private Views() {}

    /** AssertionError if a view is used or held after its decision. */
    static <S extends Record> void checkLetGo(SimulatedRun<S> run, Supplier<GrowthStrategy<S>> strategies) {
        GrowthStrategy<S> strategy = strategies.get();
        List<PlainView> past = new ArrayList<>();
        through(run, strategy, PlainView.Builder::view, view -> {
            view.revoke();
            past.add(view);
        });
        if (past.stream().anyMatch(PlainView::usedLate)) {
            throw new AssertionError(
                    strategy.getClass().getSimpleName() + " used a view after its decide had returned, on "
                            + run
                            + ". The host revokes each view then (StaleViewException): take numbers out of it, and keep those"
                            + " in the state.");
        }
        Optional<String> path = Reachable.path(strategy, ModelView.class);
        if (path.isPresent()) {
            throw new AssertionError(
                    path.get() + " still holds a view after decide has returned. Views are revoked then, and"
                            + " one that is held keeps weights in memory; keep no view in a field.");
        }
    }

    /** AssertionError if a signal is asked for that the card does not name or that these settings do not want. */
    static <S extends Record> void checkSignals(SimulatedRun<S> run, Supplier<GrowthStrategy<S>> strategies) {
        GrowthStrategy<S> strategy = strategies.get();
        Card card = Card.of(strategy);
        Set<String> wanted = card.sees().stream()
                .filter(signal -> strategy.wants(signal, run.settings()))
                .collect(Collectors.toSet());
        through(run, strategy, seen -> seen.sees(wanted.toArray(String[]::new)).view(), view -> {
            for (String signal : view.refusedSignals()) {
                throw new AssertionError(
                        card.sees().contains(signal)
                                ? "decide asked for the signal " + signal + ", which the card names, but wants(\""
                                        + signal
                                        + "\", " + run.settings()
                                        + ") is false, so the host does not show it. Let wants"
                                        + " say true for these settings."
                                : "decide asked for the signal " + signal
                                        + ", which the card does not name, so the host"
                                        + " refuses it. Put it into @Plugin(name = \"" + card.name()
                                        + "\", sees = …); the"
                                        + " constants are in Signal.");
            }
        });
    }

    /** AssertionError if what it tells people of its dims throws, reads what it may not, differs by the object, or is no line. */
    static <S extends Record> void checkOutlook(SimulatedRun<S> run, Supplier<GrowthStrategy<S>> strategies) {
        GrowthStrategy<S> strategy = strategies.get();
        for (SimulatedRun.Step step : run.run(strategy, run.begin(strategy).orElseThrow())) {
            List<String> said = outlook(run, strategies.get(), step.before());
            Warnings.requireLines(said, "On " + run + " outlook");
            List<String> again = outlook(run, strategies.get(), step.before());
            if (!said.equals(again)) {
                throw new AssertionError("On " + run + " outlook said " + said + ", then " + again
                        + " of the same view, settings and state. It may depend on its arguments alone.");
            }
        }
    }

    private static <S extends Record> List<String> outlook(
            SimulatedRun<S> run, GrowthStrategy<S> strategy, Moment now) {
        String[] wanted = Card.of(strategy).sees().stream()
                .filter(signal -> strategy.wants(signal, run.settings()))
                .toArray(String[]::new);
        PlainView view = run.seen(now).sees(wanted).view();
        try {
            return List.copyOf(strategy.outlook(view, run.settings(), now.state()));
        } catch (RuntimeException | LinkageError e) {
            throw new AssertionError(
                    "outlook threw " + e + " at decision " + now.index() + " on " + run
                            + ". Whoever asks for the plan would be told that instead of how the dims stand.",
                    e);
        } finally {
            view.revoke();
        }
    }

    private static <S extends Record> void through(
            SimulatedRun<S> run,
            GrowthStrategy<S> strategy,
            Function<PlainView.Builder, PlainView> shown,
            Consumer<PlainView> afterwards) {
        Optional<Moment> now = run.begin(strategy);
        while (now.isPresent() && now.get().index() < SimulatedRun.DECISIONS) {
            PlainView view = shown.apply(run.seen(now.get()));
            try {
                now = Optional.of(run.step(strategy, now.get(), view).after());
            } catch (AssertionError thrown) {
                now = Optional.empty();
            }
            afterwards.accept(view);
        }
    }
}
