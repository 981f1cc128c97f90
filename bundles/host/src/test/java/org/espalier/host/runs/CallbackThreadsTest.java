package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Signal;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunRequest;
import org.espalier.host.support.CountingSchedule;
import org.espalier.host.support.CountingStrategy;
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

    private static final String TABLE =
            """
            starter: DataSource.settings, Model.settings, Loss.settings, Optimizer.settings, Schedule.settings
            starter: Initializer.settings, Initializer.check, DataSource.outline, Model.outputShape
            starter, run: Model.dims, Model.complete, Model.layout, Model.cost, Loss.prepare
            starter, run: Optimizer.moments, Optimizer.movesExactZero
            guard: GrowthStrategy.decide, GrowthStrategy.begin, GrowthStrategy.birth, GrowthStrategy.foreseen
            guard: GrowthStrategy.wants, GrowthStrategy.warnings
            run: DataSource.open, Dataset.read, Dataset.readForTraining, Dataset.close, Initializer.initialize
            run: Optimizer.rate, Optimizer.prepare, Optimizer.constants, Model.prepare
            run: Schedule.rate, Program.forward, Program.backward, Measure.evaluate, Measure.figures
            run, run's workers: UpdateRule.update
            """;

    private static final String SWAP_TABLE =
            """
            run: DataSource.settings, Model.settings, Loss.settings, Optimizer.settings, Schedule.settings
            run: DataSource.outline, DataSource.open, Dataset.read, Dataset.close
            run: Model.dims, Model.complete, Model.layout, Model.cost, Model.outputShape, Model.prepare
            run: Optimizer.moments, Optimizer.movesExactZero, Optimizer.rate, Optimizer.prepare, Loss.prepare
            run: Program.forward, Measure.evaluate
            guard: GrowthStrategy.begin, GrowthStrategy.birth, GrowthStrategy.foreseen, GrowthStrategy.wants
            guard: GrowthStrategy.restore, Schedule.restore
            """;

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
        assertNoted(TABLE);
    }

    @Test
    void aSwapAsksAgainOnTheRunsOwnThreadOrOnAGuard() throws Exception {
        Watched watched = new Watched(this::note);
        var registry = container.registry();
        watched.fill(container);
        container.put(registry.schedules(), "counting", new CountingSchedule());
        container.put(registry.strategies(), "counting", new CountingStrategy(), Signal.HELD_OUT_LOSS);
        Run run = start(
                """
                optimizer: { type: adamw, lr: 0.02, schedule: counting }
                growth: [ { id: width, type: counting, dims: hidden, every: 1 epoch } ]
                epochs: 100000
                """);
        pauseAfter(run, 1);
        forget();
        watched.outrank(container);
        container.outrank(registry.schedules(), "counting", 2, watched.as(Schedule.class, new CountingSchedule()));
        container.outrank(
                registry.strategies(),
                "counting",
                2,
                watched.as(GrowthStrategy.class, new CountingStrategy()),
                Signal.HELD_OUT_LOSS);
        // Whoever has not been taken by now comes with this.
        run.set(Map.of("clip", "1"), CAUSE);
        assertNoted(SWAP_TABLE);
        run.stop();
        run.await();
        assertEquals(List.of(), journal(run, "swap-refused"));
        assertEquals(6, journal(run, "swap").size());
    }

    private synchronized void forget() {
        threads.clear();
    }

    private synchronized void assertNoted(String table) {
        Map<String, Set<String>> expected = new TreeMap<>();
        table.lines().map(line -> line.split(": ")).forEach(line -> Stream.of(line[1].split(", "))
                .forEach(function -> expected.put(function, new TreeSet<>(List.of(line[0].split(", "))))));
        threads.keySet().retainAll(expected.keySet());
        assertEquals(expected, threads);
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
