package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Signal;
import org.espalier.api.run.RunRequest;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyContainer;
import org.espalier.host.support.Watched;
import org.junit.jupiter.api.Test;

/** On which thread plugins are called: the table of docs/api.md. */
class CallbackThreadsTest extends HostedTinyRuns {
    private static final String STARTER = "starter";
    private static final String RUN = "run";
    private static final String GUARD = "guard";
    private static final String WORKERS = "run's workers";

    private final Thread starter = Thread.currentThread();
    private final Map<String, Set<String>> threads = new TreeMap<>();

    @Test
    void everyFunctionIsCalledOnTheThreadThatItsTableSays() throws Exception {
        Watched watched = new Watched(this::note);
        watched.fill(container);
        var registry = container.registry();
        container.put(registry.initializers(), "left", watched.as(Initializer.class, new LeftToTheLayout()));
        container.put(
                registry.strategies(),
                "often",
                watched.as(GrowthStrategy.class, new Scripted((seen, state) -> {
                    GrowthPlan plan = GrowthPlan.of(GrowthOp.resize(seen.dims().get(0), 5));
                    return seen.dims().get(0).size() == 5 || !Double.isFinite(seen.lossIf(plan))
                            ? Decision.keep("grown", state)
                            : Decision.grow(plan, "once", state);
                })),
                Signal.PROBE);
        Path job = Files.writeString(
                folder.resolve("tiny.yaml"),
                TinyContainer.job("growth: [ { id: width, type: often, dims: hidden, every: 1 epoch } ]\ninit: left\n")
                        .replace("workers: 1", "workers: 2"));
        finished(runs.start(RunRequest.of(job, folder.resolve("runs"))));
        Map<String, Set<String>> expected = new TreeMap<>();
        put(expected, Set.of(STARTER), "DataSource.outline", "DataSource.settings", "Loss.settings", "Model.settings");
        put(expected, Set.of(STARTER), "Optimizer.settings", "Schedule.settings", "Initializer.settings");
        put(expected, Set.of(STARTER, RUN), "Model.dims", "Model.complete", "Model.layout", "Model.cost");
        put(expected, Set.of(STARTER, RUN), "Optimizer.moments", "Optimizer.movesExactZero");
        put(expected, Set.of(GUARD), "GrowthStrategy.decide", "GrowthStrategy.begin", "GrowthStrategy.birth");
        put(expected, Set.of(GUARD), "GrowthStrategy.foreseen", "GrowthStrategy.wants", "GrowthStrategy.warnings");
        put(expected, Set.of(RUN), "Initializer.initialize", "Model.prepare", "Program.forward", "Program.backward");
        put(
                expected,
                Set.of(RUN),
                "Optimizer.rate",
                "Optimizer.prepare",
                "Optimizer.constants",
                "Schedule.rate",
                "Loss.prepare");
        put(expected, Set.of(RUN), "Measure.evaluate", "DataSource.open", "Dataset.read", "Dataset.close");
        put(expected, Set.of(RUN, WORKERS), "UpdateRule.update");
        threads.keySet().retainAll(expected.keySet());
        assertEquals(expected, threads);
    }

    private static void put(Map<String, Set<String>> expected, Set<String> threads, String... functions) {
        for (String function : functions) {
            expected.put(function, new TreeSet<>(threads));
        }
    }

    private synchronized void note(String function) {
        Thread now = Thread.currentThread();
        String name = now.getName();
        String kind =
                now == starter ? STARTER : name.endsWith("-guard") ? GUARD : name.equals("tiny/1") ? RUN : WORKERS;
        threads.computeIfAbsent(function, f -> new TreeSet<>()).add(kind);
    }

    private static final class LeftToTheLayout implements Initializer<LeftToTheLayout.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            return false;
        }
    }
}
