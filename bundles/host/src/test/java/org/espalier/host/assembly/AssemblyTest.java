package org.espalier.host.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.Supply;
import org.espalier.host.support.Hooked;
import org.espalier.host.support.TinyContainer;
import org.espalier.host.support.TinyData;
import org.espalier.host.training.DelegatingDataset;
import org.espalier.testkit.doubles.Madam;
import org.espalier.testkit.doubles.Zero;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssemblyTest {
    private static final String GROWTH = "growth: [ { id: width, type: moody, dims: hidden, every: 1 epoch } ]\n";
    private final TinyContainer container = new TinyContainer();

    private void assemble(String more) throws RefusedException {
        JobFile file = JobFile.parse(TinyContainer.job(more), Path.of("tiny.yaml"), Map.of());
        Assembly.of(file, Supply.of(container.registry()), Path.of("").toAbsolutePath());
    }

    private String refusal(String more) {
        String message =
                assertThrows(RefusedException.class, () -> assemble(more)).getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }

    @Test
    void aSoundJobIsAssembled() throws RefusedException {
        assemble("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dims", "complete", "outputShape", "layout", "cost"})
    void aModelThatThrowsIsRefusedInOneLine(String function) {
        container.put(container.registry().models(), "mlp", new Hooked(call -> {
            if (call.function().equals(function)) {
                throw new IndexOutOfBoundsException("one\ntwo");
            }
        }));
        assertEquals(
                "tiny.yaml:3: model: Hooked — its " + function + " threw java.lang.IndexOutOfBoundsException: one two",
                refusal(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/data/my.txt | /data/my.txt | is not there",
                "/data/set | /data/set/train.idx: header: byte 4 | train.idx: header: byte 4: is not there",
                "my.txt | /jobs/my.txt | /jobs/my.txt: is not there",
            })
    void aFileOfDataIsNamedOnceAsItWasTyped(String file, String where, String rest) {
        container.put(container.registry().data(), "absent", new Absent(where));
        assertEquals(
                "tiny.yaml:9: data.file: " + file + " — " + rest,
                assertThrows(
                                RefusedException.class,
                                () -> Assembly.of(
                                        JobFile.parse(
                                                TinyContainer.job("data: { type: absent, file: " + file + " }\n"),
                                                Path.of("tiny.yaml"),
                                                Map.of()),
                                        Supply.of(container.registry()),
                                        Path.of("/jobs")))
                        .getMessage());
    }

    private record Absent(String where) implements DataSource<Absent.Settings> {
        record Settings(String file) {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public DataOutline outline(Settings settings, Path base) throws DataException {
            throw new DataException(where, "is not there");
        }

        @Override
        public Dataset open(Settings settings, DataContext context) throws DataException {
            throw new DataException(where, "is not there");
        }
    }

    @Test
    void aLossThatDoesNotFitTheOutputsIsRefusedBeforeWorkStarts() {
        container.put(container.registry().losses(), "mean-square", new Fussy());
        assertEquals("tiny.yaml:4: loss: fussy — no [2] here", refusal(""));
    }

    @Test
    void labelsBeyondTheClassesThatAreScoredAreRefusedBeforeWorkStarts() throws RefusedException {
        container.put(container.registry().losses(), "mean-square", new Scoring());
        container.put(container.registry().data(), "tiny", new Classed(3));
        assertEquals(
                "tiny.yaml:3: model.type: mlp — it gives scores of 2 classes, but the data tiny has labels of 3;"
                        + " give it 3 outputs",
                refusal(""));
        for (int fits : new int[] {0, 1, 2}) {
            container.put(container.registry().data(), "tiny", new Classed(fits));
            assemble("");
        }
    }

    /** Takes each output for the score of a class. */
    private static final class Scoring implements Loss<Scoring.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
            return new Measure() {
                @Override
                public void evaluate(float[] output, float[] target, int samples, double[] each, float[] gradient) {
                    throw new IllegalStateException("nothing is measured here");
                }

                @Override
                public int classes() {
                    return outputShape[0];
                }
            };
        }
    }

    /** Says that it has so many classes. */
    private record Classed(int classes) implements DataSource<Classed.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public DataOutline outline(Settings settings, Path base) {
            return open(settings, null);
        }

        @Override
        public Dataset open(Settings settings, @Nullable DataContext context) {
            int there = classes;
            return new DelegatingDataset(new TinyData(40)) {
                @Override
                public int classes() {
                    return there;
                }
            };
        }
    }

    private static final class Fussy implements Loss<Fussy.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
            throw new SettingsException("loss", "fussy", "no " + Arrays.toString(outputShape) + " here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"birth", "foreseen", "begin", "wants"})
    void aStrategyThatThrowsIsRefusedInOneLine(String function) {
        container.put(container.registry().strategies(), "moody", new Moody(function), Signal.SPECTRUM);
        assertEquals(
                "tiny.yaml:10: growth.width: moody — its " + function + " threw java.lang.NoClassDefFoundError: "
                        + function,
                refusal(GROWTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"birth", "foreseen", "begin", "wants"})
    void aStrategyThatHangsIsRefusedAtItsDeadline(String function) throws Exception {
        Hanging strategy = new Hanging(function);
        container.put(container.registry().strategies(), "moody", strategy, Signal.SPECTRUM);
        assertEquals(
                "tiny.yaml:10: growth.width: moody — its " + function + " gave no answer within 500 ms",
                refusal(GROWTH + "deadline: 500 ms\n"));
        // Its thread has been let go and interrupted, so that its classes can go with it.
        assertTrue(strategy.interrupted.await(10, TimeUnit.SECONDS));
    }

    @Test
    void eachPatternOfAClaimCoversADim() throws RefusedException {
        container.put(container.registry().strategies(), "moody", new Moody("nothing"));
        assemble(GROWTH.replace("dims: hidden", "dims: [ hidden, \"hid*\" ]"));
        assertEquals(
                "tiny.yaml:10: growth.width.dims: hiden — no such dim, did you mean hidden? there are hidden",
                refusal(GROWTH.replace("dims: hidden", "dims: [ hidden, hiden ]")));
    }

    @Test
    void aBridgeThatTheModelDoesNotTapIsRefusedWithTheDim() {
        container.put(container.registry().strategies(), "moody", new Moody("nothing"), Signal.BRIDGE);
        assertEquals(
                "tiny.yaml:10: growth.width.dims: hidden — needs the signal bridge of hidden, but the model mlp taps"
                        + " nothing across it",
                refusal(GROWTH));
    }

    @Test
    void aBridgeAcrossATappedDimIsAssembled() throws RefusedException {
        container.put(container.registry().strategies(), "moody", new Moody("nothing"), Signal.BRIDGE);
        container.put(container.registry().models(), "mlp", new Hooked(call -> {}, "hidden.read", "hidden.fed"));
        assemble(GROWTH);
    }

    private static String madamFor(String parameters) {
        return "groups: [ { match: \"" + parameters
                + "\", optimizer: { type: madam, lr: 0.01, beta: 0.99, bound: 3, clamp: 3 } } ]\n";
    }

    @Test
    void zeroBornEntriesUnderAMultiplicativeOptimizerAreRefusedByName() throws RefusedException {
        container.put(container.registry().optimizers(), "madam", new Madam());
        assemble(madamFor("w*"));
        assertEquals(
                "tiny.yaml:10: groups[0].optimizer: madam — b1: 4 of 4 newborn entries are exactly zero, which its"
                        + " multiplicative optimizer never moves; let them be born otherwise, such as mirrored, or give"
                        + " the parameter another optimizer by a group",
                refusal(madamFor("*")));
    }

    @Test
    void alsoWhereTheJobsInitializerBearsThem() {
        container.put(container.registry().optimizers(), "madam", new Madam());
        container.put(container.registry().initializers(), "zero", new Zero());
        String line = refusal(madamFor("w*") + "init: { type: zero, gain: 1 }\n");
        assertTrue(line.startsWith("tiny.yaml:10: groups[0].optimizer: madam — w"), line);
    }

    @Test
    void aLayoutThatTheInitializerCannotBearIsRefusedBeforeWorkStarts() {
        container.put(container.registry().initializers(), "picky", new Picky());
        assertEquals(
                "tiny.yaml:10: init: picky — w1 has no centre; take another",
                refusal("init: { type: picky, what: init }\n"));
        assertEquals(
                "tiny.yaml:10: init.what: size — w1 has no centre; take another",
                refusal("init: { type: picky, what: size }\n"));
        assertEquals(
                "tiny.yaml:10: init: picky — its check threw java.lang.IndexOutOfBoundsException: 7",
                refusal("init: { type: picky, what: fault }\n"));
    }

    /** Bears no matrix. */
    private static final class Picky implements Initializer<Picky.Settings> {
        record Settings(@Doc("what it complains of") String what) {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            return false;
        }

        @Override
        public void check(Layout layout, Settings settings) {
            String name = layout.parameters().get(0).name();
            if (settings.what().equals("fault")) {
                throw new IndexOutOfBoundsException("7");
            }
            boolean own = settings.what().equals("size");
            throw new SettingsException(
                    own ? "what" : "init", own ? "size" : "picky", name + " has no centre; take another");
        }
    }

    /** Waits for ever in one of its functions. */
    private static final class Hanging implements GrowthStrategy<Moody.Settings> {
        private final String hanging;
        private final CountDownLatch never = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        Hanging(String hanging) {
            this.hanging = hanging;
        }

        private void in(String function) {
            if (function.equals(hanging)) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        }

        @Override
        public Class<Moody.Settings> settings() {
            return Moody.Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Moody.Settings settings, PluginState state) {
            return Decision.keep("as it is", state);
        }

        @Override
        public PluginState begin(ModelView model, Moody.Settings settings) {
            in("begin");
            return PluginState.empty();
        }

        @Override
        public boolean wants(String signal, Moody.Settings settings) {
            in("wants");
            return true;
        }

        @Override
        public int birth(Dim dim, Moody.Settings settings) {
            in("birth");
            return dim.size();
        }

        @Override
        public Set<Integer> foreseen(Dim dim, Moody.Settings settings) {
            in("foreseen");
            return Set.of();
        }
    }

    @Test
    void aStrategyWithoutASettingsRecordIsRefusedInOneLine() {
        container.put(container.registry().strategies(), "moody", new Moody("settings"));
        String line = refusal(GROWTH);
        assertTrue(line.startsWith("tiny.yaml: a plugin failed while the job was checked"), line);
        assertTrue(line.endsWith("java.lang.NoClassDefFoundError: settings"), line);
    }

    @Test
    void aSourceThatThrowsIsRefusedInOneLine() {
        container.put(container.registry().data(), "tiny", new BrokenSource());
        assertEquals(
                "tiny.yaml:2: data: tiny — its outline threw java.lang.IllegalStateException: broken", refusal(""));
    }

    @Test
    void aSignalNamedTwiceOnACardIsOne() throws RefusedException {
        container.put(
                container.registry().strategies(), "moody", new Moody("nothing"), Signal.SPECTRUM, Signal.SPECTRUM);
        assemble(GROWTH);
    }

    @Test
    void aSignalThatThisHostDoesNotKnowRefusesTheJobByItsName() {
        container.put(container.registry().strategies(), "moody", new Moody("nothing"), "entropy");
        String line = refusal(GROWTH);
        assertTrue(line.contains("moody — needs the signal entropy, which this host does not accumulate"), line);
    }

    @Test
    void theBudgetHoldsAtBirth() {
        // 4 × 4 + 4 + 2 × 4 trained entries.
        assertEquals(
                "tiny.yaml:10: budget.parameters: 27 — 28 parameters are more than the budget's 27, at birth",
                refusal("budget: { parameters: 27 }\n"));
    }

    private static final class BrokenSource implements DataSource<TinyContainer.TinySource.Settings> {
        @Override
        public Class<TinyContainer.TinySource.Settings> settings() {
            return TinyContainer.TinySource.Settings.class;
        }

        @Override
        public DataOutline outline(TinyContainer.TinySource.Settings settings, Path base) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Dataset open(TinyContainer.TinySource.Settings settings, DataContext context) {
            throw new IllegalStateException("never reached");
        }
    }

    /** Throws in one of its functions. */
    private record Moody(String broken) implements GrowthStrategy<Moody.Settings> {
        record Settings() {}

        private void in(String function) {
            if (function.equals(broken)) {
                throw new NoClassDefFoundError(function);
            }
        }

        @Override
        public Class<Settings> settings() {
            in("settings");
            return Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            return Decision.keep("as it is", state);
        }

        @Override
        public PluginState begin(ModelView model, Settings settings) {
            in("begin");
            return PluginState.empty();
        }

        @Override
        public boolean wants(String signal, Settings settings) {
            in("wants");
            return true;
        }

        @Override
        public int birth(Dim dim, Settings settings) {
            in("birth");
            return dim.size();
        }

        @Override
        public Set<Integer> foreseen(Dim dim, Settings settings) {
            in("foreseen");
            return Set.of();
        }
    }
}
