package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.plugin.StateMismatchException;
import org.espalier.host.growth.Births;
import org.espalier.host.job.Cadence;
import org.espalier.host.plugins.BoundInitializer;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.support.Hooked;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TappedMlp;
import org.espalier.host.support.TinyData;
import org.espalier.host.support.TinyMlp;
import org.espalier.host.support.TinyRun;
import org.espalier.host.weights.NativeFloats;
import org.espalier.testkit.doubles.Madam;
import org.junit.jupiter.api.Test;

/** What plugins may do wrong without harm to the run. */
class FaultsTest {
    private static final Scripted.Settings NONE = new Scripted.Settings();
    private final RecordedLog log = new RecordedLog();

    private static Scripted once(GrowthPlan plan) {
        return new Scripted((seen, state) -> state.number("done", 0) > 0
                ? Decision.keep("done", state)
                : Decision.grow(plan, "once", state.with("done", 1)));
    }

    private float[] train(TinyRun run) throws Exception {
        long held = NativeFloats.held();
        try (Trainer trainer = run.begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
            }
            return trainer.state().revision.tensor("w1").values().clone();
        } finally {
            assertEquals(held, NativeFloats.held(), "native memory is left behind");
        }
    }

    @Test
    void anInitializerThatThrowsRollsTheGrowthBack() throws Exception {
        Births births = new Births(1, Optional.of(new BoundInitializer(new Broken(), NONE)));
        GrowthPlan plan = GrowthPlan.of(GrowthOp.resize("hidden", 6));
        float[] without = train(new TinyRun());
        float[] with = train(new TinyRun().births(births).grow("width", "hidden", once(plan), NONE));
        assertArrayEquals(without, with);
        String why = log.journal("rejected").get(0).get("why").toString();
        assertTrue(why.startsWith("b1: the initializer threw java.lang.NoSuchFieldError: gone"), why);
    }

    @Test
    void anInitializerThatThrowsAtBirthIsOneLineAndLeavesNoMemory() {
        Births births = new Births(
                1,
                Optional.of(new BoundInitializer(
                        new Initializer<Scripted.Settings>() {
                            @Override
                            public Class<Scripted.Settings> settings() {
                                return Scripted.Settings.class;
                            }

                            @Override
                            public boolean initialize(Newborn newborn, Scripted.Settings settings) {
                                if (newborn.parameter().name().equals("w2")) {
                                    throw new IllegalStateException("no");
                                }
                                return false;
                            }
                        },
                        NONE)));
        long held = NativeFloats.held();
        var fault = assertThrows(
                PluginFaultException.class, () -> new TinyRun().births(births).begin(log));
        assertEquals(
                "cannot be born: w2: the initializer threw java.lang.IllegalStateException: no", fault.getMessage());
        assertEquals(held, NativeFloats.held());
    }

    private static BoundOptimizer madamFor(Parameter parameter) {
        return parameter.name().equals("w2")
                ? new BoundOptimizer(new Madam(), new Madam.Settings(0.01, 0.99, 3, 3))
                : TinyRun.adam();
    }

    @Test
    void growthThatBearsZerosUnderAMultiplicativeOptimizerIsRejectedByName() throws Exception {
        Scripted zerosThenPairs = new Scripted((seen, state) -> {
            GrowthOp.Resize wider = GrowthOp.resize("hidden", seen.dims().get(0).size() + 2);
            boolean refused = seen.lastOutcome()
                    .filter(o -> o.status() == PlanOutcome.Status.REJECTED)
                    .isPresent();
            return Decision.grow(
                    GrowthPlan.of(refused ? wider.born("*", Init.mirrored(0.5)) : wider)
                            .preservingFunction(),
                    refused ? "by pairs" : "by the layout",
                    state);
        });
        TinyRun run = new TinyRun()
                .epochs(3)
                .optimizers(FaultsTest::madamFor, p -> 0.01)
                .grow("width", "hidden", zerosThenPairs, NONE);
        train(run);
        String why = log.journal("rejected").get(0).get("why").toString();
        assertTrue(why.startsWith("w2: 4 of 4 newborn entries are exactly zero, which its multiplicative"), why);
        assertEquals("by pairs", log.journal("growth").get(0).get("why"), log.journal::toString);
    }

    @Test
    void aRefactorThatLeavesZerosUnderAMultiplicativeOptimizerIsRejectedByName() throws Exception {
        TinyRun run = new TinyRun()
                .model(new BoundModel(new TappedMlp(), TappedMlp.of(2, 4)))
                .optimizers(
                        p -> p.name().equals("u")
                                ? new BoundOptimizer(new Madam(), new Madam.Settings(0.01, 0.99, 3, 3))
                                : TinyRun.adam(),
                        p -> 0.01)
                .grow("rank", "rank", once(GrowthPlan.of(GrowthOp.refactor(rank(), 3))), NONE);
        // A product of two rows has two terms; the third is born with a zero side.
        try (Trainer trainer = run.begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
            }
        }
        String why = log.journal("rejected").get(0).get("why").toString();
        assertTrue(why.startsWith("u: 2 of 6 newborn entries are exactly zero"), why);
    }

    private static Dim rank() {
        return new TappedMlp().dims(TappedMlp.of(2, 4)).get("rank");
    }

    @Test
    void aStrategyThatHangsWhenARunIsBornIsOneLine() {
        CountDownLatch never = new CountDownLatch(1);
        GrowthStrategy<Scripted.Settings> hanging = new GrowthStrategy<>() {
            @Override
            public Class<Scripted.Settings> settings() {
                return Scripted.Settings.class;
            }

            @Override
            public PluginState begin(ModelView model, Scripted.Settings settings) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // Given up.
                }
                return PluginState.empty();
            }

            @Override
            public Decision decide(StepView seen, Scripted.Settings settings, PluginState state) {
                return Decision.keep("never reached", state);
            }
        };
        long held = NativeFloats.held();
        TinyRun run = new TinyRun().deadline(Duration.ofMillis(500)).grow("width", "hidden", hanging, NONE);
        assertEquals(
                "growth.width: width — its begin gave no answer within 500 ms",
                assertThrows(SettingsException.class, () -> run.begin(log)).getMessage());
        assertEquals(held, NativeFloats.held());
    }

    @Test
    void aModelThatCannotBePreparedAtItsNewSizeIsRolledBack() throws Exception {
        Hooked model = new Hooked(call -> {
            if (call.function().equals("prepare") && call.dims().size("hidden") == 6) {
                throw new OutOfMemoryError("six are too many");
            }
        });
        TinyRun run = new TinyRun()
                .model(new BoundModel(model, new TinyMlp.Settings(4, 64)))
                .grow("width", "hidden", once(GrowthPlan.of(GrowthOp.resize("hidden", 6))), NONE);
        assertArrayEquals(train(new TinyRun()), train(run));
        String why = log.journal("rolled-back").get(0).get("why").toString();
        assertTrue(why.startsWith("the next revision does not run: java.lang.OutOfMemoryError: six are too many"), why);
    }

    @Test
    void aModelThatThrowsAtANewSizeRejectsThePlan() throws Exception {
        Hooked model = new Hooked(call -> {
            if (call.function().equals("layout") && call.dims().size("hidden") == 6) {
                throw new ArrayIndexOutOfBoundsException("six");
            }
        });
        TinyRun run = new TinyRun()
                .model(new BoundModel(model, new TinyMlp.Settings(4, 64)))
                .grow("width", "hidden", once(GrowthPlan.of(GrowthOp.resize("hidden", 6))), NONE);
        assertArrayEquals(train(new TinyRun()), train(run));
        String why = log.journal("rejected").get(0).get("why").toString();
        assertTrue(why.startsWith("model: Hooked — its layout threw java.lang.ArrayIndexOutOfBounds"), why);
    }

    @Test
    void dataThatCannotSayHowManyItAreLeavesNoMemory() {
        InvocationHandler silent = (proxy, method, arguments) -> {
            if (method.getName().equals("count") && arguments[0] == Split.VALIDATION) {
                throw new IllegalStateException("lost count");
            }
            return method.invoke(new TinyData(50), arguments);
        };
        Dataset data =
                (Dataset) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Dataset.class}, silent);
        long held = NativeFloats.held();
        assertThrows(IllegalStateException.class, () -> new TinyRun().data(data).begin(log));
        assertEquals(held, NativeFloats.held());
    }

    @Test
    void aModelThatCannotBePreparedAtAllLeavesNoMemory() {
        Hooked model = new Hooked(call -> {
            if (call.function().equals("prepare")) {
                throw new IllegalStateException("never");
            }
        });
        TinyRun run = new TinyRun().model(new BoundModel(model, new TinyMlp.Settings(4, 64)));
        assertThrows(IllegalStateException.class, () -> train(run));
    }

    @Test
    void aTrainerThatCannotBeMadeLeavesTheStateToItsOwner() throws Exception {
        long held = NativeFloats.held();
        TinyRun run = new TinyRun();
        TrainingState state = new Birth(run.setup()).begin();
        assertTrue(NativeFloats.held() > held);
        run.optimizers(
                p -> {
                    throw new IllegalStateException("no rule");
                },
                p -> 1);
        assertThrows(IllegalStateException.class, () -> new Trainer(run.setup(), state, log));
        assertTrue(NativeFloats.held() > held);
        state.revision.close();
        assertEquals(held, NativeFloats.held());
    }

    @Test
    void aStrategyWhoseWantsThrowIsFaultyAndNoMore() throws Exception {
        Temperamental strategy = new Temperamental();
        TinyRun run = new TinyRun().grow("width", "hidden", strategy, NONE, Signal.SPECTRUM);
        try (Trainer trainer = run.begin(log)) {
            strategy.broken = true;
            while (!trainer.finished()) {
                trainer.step();
            }
        }
        assertEquals(
                "strategy threw java.lang.LinkageError: wants",
                log.journal("fault").get(0).get("why"));
    }

    @Test
    void aReasonOfSeveralLinesBecomesOne() throws Exception {
        Scripted strategy = new Scripted((seen, state) -> {
            throw new IllegalStateException("first\n\tsecond\u001b[31m");
        });
        train(new TinyRun().epochs(2).grow("width", "hidden", strategy, NONE));
        assertEquals(
                "strategy threw java.lang.IllegalStateException: first second [31m",
                log.journal("fault").get(0).get("why"));
    }

    @Test
    void aStrategyThatIsAskedNoMoreIsAskedAgainOnceItsBundleIsMended() throws Exception {
        Scripted broken = new Scripted((seen, state) -> {
            throw new IllegalStateException("broken");
        });
        AtomicInteger asked = new AtomicInteger();
        Scripted mended = new Scripted((seen, state) -> {
            asked.incrementAndGet();
            return Decision.keep("well", state);
        });
        TinyRun run = new TinyRun().epochs(9).grow("width", "hidden", broken, NONE);
        try (Trainer trainer = run.begin(log)) {
            trainTo(trainer, 5);
            assertEquals(3, log.journal("fault").size());
            run.swap("width", mended, NONE, 1);
            trainTo(trainer, 7);
            assertEquals(2, asked.get());
            assertEquals(0, trainer.state().entries.get("width").faults());
            assertEquals(1, log.journal("replaced").size(), log.journal::toString);
            assertEquals("width", log.journal("replaced").get(0).get("entry"));
        }
    }

    @Test
    void aBrokenReplacementHasThreeFaultsOfItsOwn() throws Exception {
        Scripted broken = new Scripted((seen, state) -> {
            throw new IllegalStateException("broken");
        });
        TinyRun run = new TinyRun().epochs(12).grow("width", "hidden", broken, NONE);
        try (Trainer trainer = run.begin(log)) {
            trainTo(trainer, 2);
            run.swap("width", broken, NONE, 1);
            trainTo(trainer, 9);
        }
        assertEquals(5, log.journal("fault").size());
        assertEquals(List.of(), log.journal("replaced"), "it was never asked no more");
    }

    private static void trainTo(Trainer trainer, long epoch) throws Exception {
        while (trainer.state().epoch < epoch) {
            trainer.step();
        }
    }

    @Test
    void aSwappedStrategyReadsTheStateOfItsForerunner() throws Exception {
        Scripted old = new Scripted((seen, state) -> Decision.keep("noted", state.with("old", seen.step())));
        AtomicReference<PluginState> got = new AtomicReference<>();
        TinyRun run = new TinyRun().grow("width", "hidden", old, NONE);
        try (Trainer trainer = run.begin(log)) {
            while (trainer.state().epoch < 1) {
                trainer.step();
            }
            run.swap("width", new Renamed(got), NONE, 2);
            while (trainer.state().epoch < 2) {
                trainer.step();
            }
            assertEquals(PluginState.empty().with("new", 7), got.get());
            run.swap("width", new Renamed(got), NONE, 3);
            while (trainer.state().epoch < 3) {
                trainer.step();
            }
            assertEquals(
                    "strategy of schema 3 cannot go on from a state of schema 2: only 1 is read",
                    log.journal("fault").get(0).get("why"));
            assertEquals(
                    PluginState.empty().with("new", 7),
                    trainer.state().entries.get("width").plugin());
        }
    }

    @Test
    void aStrategyThatComesAfterTheBirthBeginsWhenItComes() throws Exception {
        AtomicReference<PluginState> got = new AtomicReference<>();
        TinyRun run = new TinyRun().grow("width", "hidden", new Renamed(got), NONE);
        run.lose("width");
        try (Trainer trainer = run.begin(log)) {
            while (trainer.state().epoch < 1) {
                trainer.step();
            }
            assertFalse(trainer.state().entries.get("width").begun());
            run.regain("width");
            while (trainer.state().epoch < 2) {
                trainer.step();
            }
        }
        assertEquals(PluginState.empty().with("begun", 1), got.get());
    }

    @Test
    void gradientsAreSeenAsTheyWereBeforeClipping() throws Exception {
        AtomicReference<float[]> free = new AtomicReference<>();
        AtomicReference<float[]> clipped = new AtomicReference<>();
        train(new TinyRun().epochs(2).grow("width", "hidden", looking(free), NONE, Signal.GRADIENT));
        train(new TinyRun().epochs(2).clip(1e9).grow("width", "hidden", looking(clipped), NONE, Signal.GRADIENT));
        assertArrayEquals(free.get(), clipped.get());
        AtomicReference<float[]> first = new AtomicReference<>();
        AtomicReference<float[]> tight = new AtomicReference<>();
        TinyRun one = new TinyRun().grow("width", "hidden", STEP, looking(first), NONE, Signal.GRADIENT);
        TinyRun other = new TinyRun().clip(1e-3).grow("width", "hidden", STEP, looking(tight), NONE, Signal.GRADIENT);
        try (Trainer a = one.begin(log);
                Trainer b = other.begin(log)) {
            a.step();
            b.step();
        }
        assertArrayEquals(first.get(), tight.get());
    }

    private static final Cadence STEP = new Cadence.Steps(1);

    private static Scripted looking(AtomicReference<float[]> seen) {
        return new Scripted((view, state) -> {
            seen.set(view.gradient("w1"));
            return Decision.keep("looked", state);
        });
    }

    private static final class Broken implements Initializer<Scripted.Settings> {
        @Override
        public Class<Scripted.Settings> settings() {
            return Scripted.Settings.class;
        }

        @Override
        public boolean initialize(Newborn newborn, Scripted.Settings settings) {
            if (!newborn.atBirth() && newborn.parameter().name().equals("b1")) {
                throw new NoSuchFieldError("gone");
            }
            return false;
        }
    }

    private static final class Temperamental implements GrowthStrategy<Scripted.Settings> {
        private volatile boolean broken;

        @Override
        public Class<Scripted.Settings> settings() {
            return Scripted.Settings.class;
        }

        @Override
        public boolean wants(String signal, Scripted.Settings settings) {
            if (broken) {
                throw new LinkageError("wants");
            }
            return true;
        }

        @Override
        public Decision decide(StepView seen, Scripted.Settings settings, PluginState state) {
            return Decision.keep("as it is", state);
        }
    }

    /** Reads what schema 1 called old. */
    private record Renamed(AtomicReference<PluginState> got) implements GrowthStrategy<Scripted.Settings> {
        @Override
        public Class<Scripted.Settings> settings() {
            return Scripted.Settings.class;
        }

        @Override
        public PluginState begin(ModelView model, Scripted.Settings settings) {
            return PluginState.empty().with("begun", model.dims().size());
        }

        @Override
        public PluginState restore(PluginState saved, int schema) throws StateMismatchException {
            if (schema != 1) {
                throw new StateMismatchException(schema, "only 1 is read");
            }
            return PluginState.empty().with("new", saved.number("old", 0));
        }

        @Override
        public Decision decide(StepView seen, Scripted.Settings settings, PluginState state) {
            got.set(state);
            return Decision.keep("read", state);
        }

        @Override
        public Set<Integer> foreseen(Dim dim, Scripted.Settings settings) {
            return Set.of();
        }
    }
}
