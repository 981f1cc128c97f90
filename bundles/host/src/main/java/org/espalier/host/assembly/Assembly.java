package org.espalier.host.assembly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Parameter;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.optimize.Moment;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.Control;
import org.espalier.api.run.RefusedException;
import org.espalier.host.growth.Births;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.job.ParameterGroup;
import org.espalier.host.job.PluginKey;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundInitializer;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.plugins.BoundSchedule;
import org.espalier.host.plugins.Frames;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.plugins.Supply;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.Evaluator;
import org.espalier.host.training.Normaliser;
import org.espalier.host.training.SampleOrder;
import org.espalier.host.training.Setup;
import org.espalier.host.training.ShuffledTargets;
import org.espalier.host.weights.Revision;
import org.espalier.settings.Names;
import org.espalier.settings.OneLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job with its plugins bound and everything checked that can be checked before work starts; it starts nothing and writes
 * nothing itself.
 */
public final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    private final JobFile file;
    private final Footing footing;
    private final Job job;
    private final Job resolved;
    private final BoundModel model;
    private final BoundLoss loss;
    private final BoundSchedule schedule;
    private final Optional<BoundInitializer> initializer;
    private final BoundOptimizer optimizer;
    private final Optional<BoundNumbers> numbers;
    private final Map<ParameterGroup, BoundOptimizer> groups = new LinkedHashMap<>();
    private final OutlinedData data;
    private final EntryStrategies strategies;
    private final Map<String, Place<?>> places = new LinkedHashMap<>();

    /**
     * The assembly of a job.
     *
     * @param base the folder against which relative paths are resolved
     * @throws RefusedException one line that names file, key, value and reason
     */
    public static Assembly of(JobFile file, Supply supply, Path base) throws RefusedException {
        return of(file, supply, Footing.at(base));
    }

    /** Likewise, for a run that goes on, or that grows as another did. */
    public static Assembly of(JobFile file, Supply supply, Footing footing) throws RefusedException {
        try {
            return new Assembly(file, supply, footing);
        } catch (SettingsException e) {
            throw file.refusal(e);
        } catch (DataException e) {
            throw DataRefusal.of(e, file, footing.base());
        } catch (RuntimeException | Error e) {
            LOG.error("a plugin of {} failed while the job was checked", file.file(), e);
            String why = "a plugin failed while the job was checked, see the log: " + OneLine.whole(e + Frames.at(e));
            throw new RefusedException(file.file().toString(), "", why);
        }
    }

    private Assembly(JobFile file, Supply supply, Footing footing) throws DataException {
        PluginRegistry registry = supply.registry();
        this.file = file;
        this.job = file.job();
        // Not the data in use: whoever supplies it may go while this one stays.
        this.footing = footing.goingOn(Optional.empty(), Set.of());
        Map<String, Choice> filled = new LinkedHashMap<>();
        Found<DataSource<?>> source = find(supply, registry.data(), job.data(), DataSource::settings, filled);
        var found = find(supply, registry.models(), job.model(), p -> p.settings(), filled);
        this.model = new BoundModel(found.plugin(), found.settings());
        var measure = find(supply, registry.losses(), job.loss(), p -> p.settings(), filled);
        this.loss = new BoundLoss(measure.plugin(), measure.settings());
        Choice course = job.optimizer()
                .schedule()
                .orElse(new Choice(PluginKey.SCHEDULE.fallback(), Map.of(), PluginKey.SCHEDULE.key()));
        var rate = find(supply, registry.schedules(), course, p -> p.settings(), filled);
        this.schedule =
                new BoundSchedule(rate.plugin(), rate.settings(), rate.slot().schema());
        this.optimizer = optimizer(supply, job.optimizer().rule(), filled);
        for (ParameterGroup group : job.groups()) {
            groups.put(group, optimizer(supply, group.optimizer(), filled));
        }
        this.initializer = initializer(supply, filled);
        this.numbers = numbers(supply, filled);
        Map<String, Slot<GrowthStrategy<?>>> serving = new LinkedHashMap<>();
        for (GrowthEntry entry : job.growth()) {
            if (!footing.missing().contains(entry.id())) {
                var strategy = find(supply, registry.strategies(), entry.strategy(), GrowthStrategy::settings, filled);
                serving.put(entry.id(), strategy.slot());
            } else {
                places.put(
                        entry.strategy().key(),
                        new Place<>(registry.strategies(), entry.strategy().type(), Optional.empty()));
            }
        }
        this.strategies = new EntryStrategies(job.growth(), serving);
        this.resolved = job.filled(c -> filled.getOrDefault(c.key(), c));
        this.data = footing.outlined(source, job.data());
        new AssemblyChecks(this).run();
    }

    private <T> Found<T> find(
            Supply supply, Shelf<T> shelf, Choice choice, Found.SettingsOf<T> settings, Map<String, Choice> filled) {
        Found<T> found = Found.find(supply, shelf, choice, settings);
        places.put(choice.key(), new Place<>(shelf, choice.type(), Optional.of(found.slot())));
        filled.put(choice.key(), found.resolved(choice));
        return found;
    }

    private BoundOptimizer optimizer(Supply supply, Choice choice, Map<String, Choice> filled) {
        var found = find(supply, supply.registry().optimizers(), choice, p -> p.settings(), filled);
        return new BoundOptimizer(found.plugin(), found.settings());
    }

    private Optional<BoundInitializer> initializer(Supply supply, Map<String, Choice> filled) {
        if (job.init().type().equals("default")) {
            if (!job.init().settings().isEmpty()) {
                throw new SettingsException("init", job.init().settings(), "default takes no settings");
            }
            return Optional.empty();
        }
        var found = find(supply, supply.registry().initializers(), job.init(), p -> p.settings(), filled);
        return Optional.of(new BoundInitializer(found.plugin(), found.settings()));
    }

    private Optional<BoundNumbers> numbers(Supply supply, Map<String, Choice> filled) {
        Choice precision = job.precision();
        if (precision.type().equals(PluginKey.PRECISION.fallback())) {
            if (!precision.settings().isEmpty()) {
                throw new SettingsException("precision", precision.settings(), precision.type() + " takes no settings");
            }
            return Optional.empty();
        }
        Shelf<NumberSystem<?>> shelf = supply.registry().numbers();
        if (shelf.best(precision.type()).isEmpty()
                && shelf.fault(precision.type()).isEmpty()) {
            List<String> names = new ArrayList<>(shelf.names());
            names.add(PluginKey.PRECISION.fallback());
            throw new SettingsException(
                    "precision", precision.type(), Names.unknown(shelf.kind(), precision.type(), names));
        }
        var found = find(supply, shelf, precision, p -> p.settings(), filled);
        return Optional.of(new BoundNumbers(found.plugin(), found.settings()));
    }

    /** What tensors are rounded to; empty for float32. */
    Optional<BoundNumbers> numbers() {
        return numbers;
    }

    /** What tensors are rounded to, and which. */
    public Precision precision() {
        return Precision.of(job, numbers);
    }

    /** The job as it was read. */
    public Job job() {
        return job;
    }

    /** The job with every default filled in. */
    public Job resolved() {
        return resolved;
    }

    /** The file that it came from. */
    public JobFile file() {
        return file;
    }

    /** What the data will be like. */
    public DataOutline outline() {
        return data.outline();
    }

    /**
     * The places of the job that plugins fill, by the keys of the job that name them; the strategies are those that the job was
     * checked with.
     */
    public Map<String, Place<?>> places() {
        return Collections.unmodifiableMap(places);
    }

    /**
     * Holds all plugins in place but for the strategies, which are leased call by call.
     *
     * @return the leases, to be closed when the work is over; empty if one has gone
     */
    public Optional<List<Slot<?>.Lease>> hold() {
        List<Slot<?>.Lease> held = new ArrayList<>();
        for (Map.Entry<String, Place<?>> place : places.entrySet()) {
            if (!place.getKey().startsWith(Choice.GROWTH)) {
                Optional<? extends Slot<?>.Lease> lease =
                        place.getValue().slot().flatMap(Slot::hold);
                if (lease.isEmpty()) {
                    held.forEach(Slot.Lease::close);
                    return Optional.empty();
                }
                held.add(lease.get());
            }
        }
        return Optional.of(held);
    }

    /** Refuses sizes that the model has now and of which two entries would claim one. */
    public void checkClaims(Dims dims) {
        new AssemblyChecks(this).checkDisjoint(dims);
    }

    /**
     * Refuses settings of the model that are others than before and say no more than with what a run is born, for a run that goes on.
     *
     * @param before the model of before
     * @param sizes  those that the run has
     */
    public void checkBornWith(Choice before, Map<String, Integer> sizes) throws RefusedException {
        if (before.type().equals(job.model().type())) {
            try {
                new BornWith(
                                resolved.model(),
                                model,
                                of -> new DataSizing(of, data.outline(), job.batch()),
                                sizes,
                                dim -> job.growth().stream().anyMatch(entry -> entry.claims(dim)))
                        .check(before);
            } catch (SettingsException e) {
                throw file.refusal(e);
            }
        }
    }

    BoundModel model() {
        return model;
    }

    BoundLoss loss() {
        return loss;
    }

    /** Where the strategies of the entries are found, call by call. */
    public StrategySupply strategies() {
        return strategies;
    }

    /** Which optimizer trains which parameter. */
    public OptimizerByParameter optimizers() {
        return new OptimizerByParameter(this::optimizerOf);
    }

    /** Sizes and what follows from them, from the outline of the data alone. */
    public DataSizing sizing() {
        return new DataSizing(model, data.outline(), job.batch());
    }

    /** What optimizers keep per entry, by the keys of the job that name them. */
    public Map<String, List<Moment>> momentsByKey() {
        Map<String, List<Moment>> moments = new LinkedHashMap<>();
        moments.put(job.optimizer().rule().key(), List.copyOf(optimizer.moments()));
        groups.forEach((group, other) -> moments.put(group.optimizer().key(), List.copyOf(other.moments())));
        return moments;
    }

    int moments() {
        int most = optimizer.moments().size();
        for (BoundOptimizer other : groups.values()) {
            most = Math.max(most, other.moments().size());
        }
        return most;
    }

    /** The course of all rates. */
    public BoundSchedule schedule() {
        return schedule;
    }

    /** The data's source and what it says of it. */
    public OutlinedData data() {
        return data;
    }

    /** Makes the data ready. */
    public Dataset open(DataContext context) throws DataException, InterruptedException {
        Dataset open = data.open(context);
        return job.control().equals(Optional.of(Control.SHUFFLED)) ? new ShuffledTargets(open, job.seed()) : open;
    }

    /** What a job is assembled on that goes on from this one. */
    public Footing footing() {
        return footing;
    }

    /** Measures of a revision on this job's data. */
    public Evaluator evaluator(Dataset data, Revision revision, Normaliser normaliser) {
        return new Evaluator(model, loss, data, job.batch(), job.workers(), precision(), revision, normaliser);
    }

    /** The run's setup once its data is open. */
    public Setup setup(String id, Dataset data) {
        return new Setup(
                id,
                model,
                data,
                loss,
                optimizers(),
                this::rateOf,
                moments(),
                precision(),
                schedule,
                births(),
                job.growth(),
                strategies,
                job.budget(),
                job.batch(),
                job.epochs(),
                job.seed(),
                SampleOrder.shuffled(job.seed()),
                job.clip(),
                job.workers(),
                job.deadline(),
                !job.control().equals(Optional.of(Control.UNTRAINED)),
                job.reprepare(),
                footing.recorded());
    }

    /** What bears its parameters; empty if their layout does. */
    Optional<BoundInitializer> initializer() {
        return initializer;
    }

    /** First values, as the job's seed and initializer have them. */
    Births births() {
        return new Births(job.seed(), initializer);
    }

    /** What the job says of a parameter's optimizer. */
    public Choice choiceOf(Parameter parameter) {
        return groupOf(parameter)
                .map(ParameterGroup::optimizer)
                .orElse(job.optimizer().rule());
    }

    private BoundOptimizer optimizerOf(Parameter parameter) {
        return groupOf(parameter).map(groups::get).orElse(optimizer);
    }

    private double rateOf(Parameter parameter) {
        return optimizerOf(parameter).rate()
                * groupOf(parameter).map(ParameterGroup::rate).orElse(1.0);
    }

    private Optional<ParameterGroup> groupOf(Parameter parameter) {
        return groups.keySet().stream().filter(g -> g.matches(parameter.name())).findFirst();
    }
}
