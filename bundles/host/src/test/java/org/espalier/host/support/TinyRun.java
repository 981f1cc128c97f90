package org.espalier.host.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.espalier.api.data.Dataset;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.PluginState;
import org.espalier.host.growth.Births;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.Budget;
import org.espalier.host.job.Cadence;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.plugins.BoundSchedule;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.Serving;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.training.Birth;
import org.espalier.host.training.SampleOrder;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.espalier.optimizers.AdamW;
import org.espalier.settings.SettingsBinding;

/** Setups of small runs, part by part. */
public final class TinyRun implements StrategySupply {
    private final List<GrowthEntry> entries = new ArrayList<>();
    private final Map<String, BoundStrategy> strategies = new LinkedHashMap<>();
    private final Map<String, BoundStrategy> lost = new LinkedHashMap<>();
    private final Map<String, Long> services = new LinkedHashMap<>();
    private int hidden = 4;
    private long epochs = 5;
    private int workers = 2;
    private double reprepare;
    private OptionalDouble clip = OptionalDouble.empty();
    private Budget budget = new Budget(Optional.empty(), Optional.empty(), Optional.empty());
    private Duration deadline = Duration.ofSeconds(10);
    private Precision precision = Precision.float32();
    private Births births = new Births(1, Optional.empty());
    private BoundSchedule schedule = new BoundSchedule(new Flat(), new Flat.Settings(), 1);
    private Dataset data = new TinyData(50);
    private Optional<BoundModel> model = Optional.empty();
    private Function<Parameter, BoundOptimizer> optimizers = p -> adam();
    private ToDoubleFunction<Parameter> rates = p -> optimizers.apply(p).rate();

    /** A strategy that may grow dims by a pattern, asked after every epoch. */
    public <S extends Record> TinyRun grow(
            String id, String dims, GrowthStrategy<S> strategy, S settings, String... sees) {
        return grow(id, dims, new Cadence.Epochs(1), strategy, settings, sees);
    }

    /** A strategy that may grow dims by a pattern, asked on a cadence. */
    public <S extends Record> TinyRun grow(
            String id, String dims, Cadence every, GrowthStrategy<S> strategy, S settings, String... sees) {
        Choice choice = new Choice(id, Map.of(), "growth." + id);
        entries.add(new GrowthEntry(id, choice, List.of(dims), every, new Cadence.Steps(0)));
        serve(id, new BoundStrategy(strategy, settings, Set.of(sees), 1));
        return this;
    }

    /** Hidden units at birth. */
    public TinyRun hidden(int units) {
        hidden = units;
        return this;
    }

    /** Epochs of the run. */
    public TinyRun epochs(long count) {
        epochs = count;
        return this;
    }

    /** Chance per step that prepared forms are dropped. */
    public TinyRun reprepare(double chance) {
        reprepare = chance;
        return this;
    }

    /** Largest gradient norm. */
    public TinyRun clip(double norm) {
        clip = OptionalDouble.of(norm);
        return this;
    }

    /** Most trained entries. */
    public TinyRun atMost(long parameters) {
        budget = new Budget(Optional.of(parameters), Optional.empty(), Optional.empty());
        return this;
    }

    /** Longest answer of a strategy. */
    public TinyRun deadline(Duration longest) {
        deadline = longest;
        return this;
    }

    /** Other births than the layout's. */
    public TinyRun births(Births other) {
        births = other;
        return this;
    }

    /** What tensors are rounded to. */
    public TinyRun precision(Precision other) {
        precision = other;
        return this;
    }

    /** Threads of a step. */
    public TinyRun workers(int count) {
        workers = count;
        return this;
    }

    /** Another course of the rate. */
    public TinyRun schedule(BoundSchedule course) {
        schedule = course;
        return this;
    }

    /** Another model than the perceptron. */
    public TinyRun model(BoundModel other) {
        model = Optional.of(other);
        return this;
    }

    /** Other data than the small map. */
    public TinyRun data(Dataset other) {
        data = other;
        return this;
    }

    /** Optimizers and rates by parameter. */
    public TinyRun optimizers(Function<Parameter, BoundOptimizer> choice, ToDoubleFunction<Parameter> rateOf) {
        optimizers = choice;
        rates = rateOf;
        return this;
    }

    /** AdamW at the rate of these runs. */
    public static BoundOptimizer adam() {
        return new BoundOptimizer(
                new AdamW(), SettingsBinding.bind(AdamW.Settings.class, Map.of("lr", 0.02), "optimizer"));
    }

    /** Puts another object in the place of a strategy, as the update of a bundle does; its state has another schema. */
    public <S extends Record> void swap(String id, GrowthStrategy<S> strategy, S settings, int schema, String... sees) {
        serve(id, new BoundStrategy(strategy, settings, Set.of(sees), schema));
    }

    private void serve(String id, BoundStrategy strategy) {
        strategies.put(id, strategy);
        services.merge(id, 1L, Long::sum);
    }

    /** Takes a strategy away, as a bundle that stops would. */
    public void lose(String id) {
        lost.put(id, strategies.remove(id));
    }

    /** Brings a lost strategy back. */
    public void regain(String id) {
        serve(id, lost.remove(id));
    }

    /** The setup. */
    public Setup setup() {
        return new Setup(
                "tiny/1",
                model.orElseGet(() -> new BoundModel(new TinyMlp(), new TinyMlp.Settings(hidden, 64))),
                data,
                new BoundLoss(new MeanSquare(), new MeanSquare.Settings()),
                new OptimizerByParameter(optimizers),
                rates,
                2,
                precision,
                schedule,
                births,
                entries,
                this,
                budget,
                8,
                epochs,
                1,
                SampleOrder.shuffled(1),
                clip,
                workers,
                deadline,
                true,
                reprepare,
                RecordedGrowth.none());
    }

    /** A trainer of a newborn run. */
    public Trainer begin(RecordedLog log) throws PluginFaultException {
        Setup setup = setup();
        TrainingState state = new Birth(setup).begin();
        try {
            return new Trainer(setup, state, log);
        } catch (RuntimeException | Error e) {
            state.revision.close();
            throw e;
        }
    }

    @Override
    public <T> Optional<T> withStrategy(String entry, Call<T> call) throws PluginFaultException {
        BoundStrategy strategy = strategies.get(entry);
        return strategy == null ? Optional.empty() : Optional.of(call.on(strategy));
    }

    @Override
    public Optional<Serving> serving(String entry) {
        return strategies.containsKey(entry) ? Optional.of(new Serving(services.get(entry), "")) : Optional.empty();
    }

    /** A rate that stays. */
    private static final class Flat implements Schedule<Flat.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Rate rate(Progress progress, Settings settings, PluginState state) {
            return Rate.of(1, state);
        }
    }
}
