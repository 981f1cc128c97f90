package org.espalier.host.runs.saving;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.growth.EntryState;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundSchedule;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.Guard;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.SavedState;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.Birth;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.EntryQuestions;
import org.espalier.host.training.Normaliser;
import org.espalier.host.training.SavedSizes;
import org.espalier.host.training.Setup;
import org.espalier.host.training.TrainingState;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;

/** A snapshot turned back into a training state, checked against what model and data say of its sizes. */
public final class Restoring {
    private static final String RESTORE = "restore";
    private final Snapshot snapshot;
    private final DataSizing sizing;

    /** Restoring of a snapshot, with what data and model say of sizes now. */
    public Restoring(Snapshot snapshot, DataSizing sizing) {
        this.snapshot = snapshot;
        this.sizing = sizing;
    }

    /** The sizes that were saved. */
    public Dims dims() {
        return new SavedSizes(sizing).dims(snapshot.dims());
    }

    /**
     * Checks that a job can go on from here, before anything of the run is touched.
     *
     * @param samples  in the training split
     * @param schedule what is to read the state of the one that saved
     * @param strategies what are to read theirs
     * @throws IllegalArgumentException with what was changed since; a SettingsException names a plugin that cannot read its state
     */
    public void check(
            Job job, int samples, OptimizerByParameter optimizers, BoundSchedule schedule, StrategySupply strategies) {
        if (snapshot.seed() != job.seed()) {
            throw changed("seed", snapshot.seed(), job.seed());
        }
        if (snapshot.position().index() >= samples) {
            throw new IllegalArgumentException(
                    "the checkpoint has taken " + snapshot.position().index()
                            + " samples of its epoch; the training split has " + samples + " now");
        }
        for (GrowthEntry entry : job.growth()) {
            SavedState saved = snapshot.strategies().get(entry.id());
            if (saved != null && !saved.type().equals(entry.strategy().type())) {
                throw changed(
                        "growth." + entry.id() + ".type",
                        saved.type(),
                        entry.strategy().type());
            }
        }
        SavedState course = snapshot.schedules().get(Snapshots.SCHEDULE);
        if (course != null && !course.type().equals(Snapshots.scheduleType(job))) {
            throw changed(Snapshots.SCHEDULE + ".type", course.type(), Snapshots.scheduleType(job));
        }
        schedule(schedule, job.deadline());
        readable(job, strategies);
        for (Parameter parameter : sizing.layout(dims()).parameters()) {
            SavedParameter saved = saved(parameter);
            List<String> names = optimizers.momentNames(parameter);
            if (!KeptMoments.areThose(saved, names)) {
                String there =
                        saved.names().isEmpty() ? saved.moments().size() + " moments" : "the moments " + saved.names();
                throw changed("optimizer", there + " of " + parameter.name(), names);
            }
        }
    }

    /** Has every strategy that is there read its state, unless that may begin anew. */
    private void readable(Job job, StrategySupply strategies) {
        try (EntryQuestions questions = new EntryQuestions(job.name(), strategies, job.deadline())) {
            for (GrowthEntry entry : job.growth()) {
                SavedState saved = snapshot.strategies().get(entry.id());
                if (saved != null && !entry.fresh()) {
                    questions.ask(entry, RESTORE, s -> s.read(saved.state(), saved.schema()));
                }
            }
        }
    }

    /** The saved parameters whose values are no numbers of a number system as it is now, such as codes from another γ. */
    public Map<Parameter, SavedParameter> offGrid(Precision precision) {
        Map<Parameter, SavedParameter> off = new LinkedHashMap<>();
        for (Parameter parameter : sizing.layout(dims()).parameters()) {
            SavedParameter saved = saved(parameter);
            if (!precision.holds(parameter, saved.values(), saved.scales())) {
                off.put(parameter, saved);
            }
        }
        return off;
    }

    private static IllegalArgumentException changed(String key, Object then, Object now) {
        return new IllegalArgumentException(
                key + ": the checkpoint has " + then + ", the job " + now + "; put back what the run was begun with");
    }

    private SavedParameter saved(Parameter parameter) {
        SavedParameter saved = snapshot.parameters().get(parameter.name());
        if (saved == null || saved.kind() != parameter.kind() || !Arrays.equals(saved.shape(), parameter.shape())) {
            throw new IllegalArgumentException("the checkpoint does not hold " + parameter + " as the model has it");
        }
        return saved;
    }

    /**
     * The weights, moments and ages that were saved.
     *
     * @param precision that of the run; weights that are on no grid of it are put onto one
     */
    public Revision revision(Precision precision) {
        Dims dims = dims();
        return Revision.make(snapshot.revision(), dims, sizing.layout(dims), parameter -> {
            SavedParameter saved = saved(parameter);
            float[] values = saved.values().clone();
            long step = snapshot.position().step();
            return new Tensor(
                    parameter,
                    precision.kept(parameter, values, saved.scales().clone(), step),
                    saved.moments().stream().map(float[]::clone).toArray(float[][]::new),
                    Ages.of(saved.births()),
                    saved.constants().clone());
        });
    }

    /**
     * The whole state.
     *
     * @throws SettingsException if a strategy that is there cannot read its state, or not in time
     */
    public TrainingState state(Setup setup) {
        Map<String, EntryState> states = new LinkedHashMap<>();
        Dims dims = dims();
        Layout layout = sizing.layout(dims);
        try (EntryQuestions questions = new EntryQuestions(setup.id(), setup.strategies(), setup.deadline())) {
            for (GrowthEntry entry : setup.entries()) {
                SavedState saved = snapshot.strategies().get(entry.id());
                Optional<EntryState> read = saved == null ? Optional.empty() : entry(entry, saved, questions);
                read.or(() -> Birth.firstState(entry, dims, layout, questions))
                        .ifPresent(begun -> states.put(entry.id(), begun));
            }
        }
        Normaliser normaliser = Snapshots.normaliser(snapshot);
        TrainingState state = new TrainingState(revision(setup.precision()), normaliser);
        state.entries.putAll(states);
        state.step = snapshot.position().step();
        state.epoch = snapshot.position().epoch();
        state.taken = Math.toIntExact(snapshot.position().index());
        Map<String, Double> figures = snapshot.figures();
        state.lossSum = figures.getOrDefault("loss-sum", 0.0);
        state.lossCount = figures.getOrDefault("loss-count", 0.0).longValue();
        // Older checkpoints have the mean of their epoch alone.
        state.lastLoss = figures.getOrDefault(Snapshots.LAST_LOSS, state.lossSum / state.lossCount);
        state.heldOut = figures.getOrDefault("held-out", Double.NaN);
        state.flops = figures.getOrDefault("flops", 0.0);
        state.seconds = figures.getOrDefault("seconds", 0.0);
        state.growthDue = figures.getOrDefault(Snapshots.GROWTH_DUE, 0.0) > 0;
        state.schedule = schedule(setup.schedule(), setup.deadline());
        return state;
    }

    private PluginState schedule(BoundSchedule schedule, Duration deadline) {
        SavedState saved = snapshot.schedules().get(Snapshots.SCHEDULE);
        if (saved == null) {
            return PluginState.empty();
        }
        try (Guard guard = new Guard("schedule")) {
            return guard.call(deadline, () -> schedule.read(saved.state(), saved.schema()));
        } catch (PluginFaultException e) {
            throw new SettingsException(Snapshots.SCHEDULE, saved.type(), String.valueOf(e.getMessage()));
        }
    }

    /** What was kept of an entry; empty if its strategy cannot read it and may begin anew. */
    private Optional<EntryState> entry(GrowthEntry entry, SavedState saved, EntryQuestions questions) {
        EntryState state;
        try {
            state = questions
                    .ask(entry, RESTORE, s -> new EntryState(s.read(saved.state(), saved.schema()), s.schema()))
                    .orElseGet(() -> new EntryState(saved.state(), saved.schema()));
        } catch (SettingsException e) {
            if (entry.fresh()) {
                return Optional.empty();
            }
            throw e;
        }
        state.wants(questions.ask(entry, "wants", BoundStrategy::wanted).orElse(Set.of()));
        Snapshots.restore(Snapshots.ENTRY + entry.id() + ".", snapshot, state);
        return Optional.of(state);
    }
}
