package org.espalier.host.runs.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.host.growth.EntryState;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobInEffect;
import org.espalier.host.job.PluginKey;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.Position;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.SavedState;
import org.espalier.host.store.Snapshot;
import org.espalier.host.store.Unread;
import org.espalier.host.training.Normaliser;
import org.espalier.host.training.TrainingState;
import org.espalier.host.weights.Tensor;

/** A training state as plain data for a checkpoint. */
public final class Snapshots {
    static final String ENTRY = "entry.";
    /** The key of the schedule's state. */
    public static final String SCHEDULE = "optimizer.schedule";

    /** The note that holds the job in effect. */
    public static final String JOB = JobInEffect.NOTE;

    /** The note that says how many orders the run has behind it. */
    public static final String ORDERS = "orders";

    static final String GROWTH_DUE = "growth-due";
    private static final String FAULTS = "faults";
    private static final String FAULTY = "faults.of";

    /** The figure of the last step's loss. */
    static final String LAST_LOSS = "last-loss";

    private Snapshots() {}

    /**
     * All that a run needs to go on bit for bit; the arrays are the state's own, to be saved before the next step.
     *
     * @param parent the checkpoint of which the run is a fork
     * @param from   what the run is composed of
     */
    static Snapshot of(
            String run,
            Optional<String> parent,
            Composed from,
            TrainingState state,
            Offsets offsets,
            Map<String, String> notes) {
        Job job = from.job();
        Map<String, double[]> statistics = new LinkedHashMap<>();
        Normaliser normaliser = state.normaliser;
        statistics.put("input.mean", normaliser.inputMean());
        statistics.put("input.std", normaliser.inputStd());
        statistics.put("target.mean", normaliser.targetMean());
        statistics.put("target.std", normaliser.targetStd());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss-sum", state.lossSum);
        figures.put("loss-count", (double) state.lossCount);
        figures.put(LAST_LOSS, state.lastLoss);
        figures.put("held-out", state.heldOut);
        figures.put("flops", state.flops);
        figures.put("seconds", state.seconds);
        figures.put(GROWTH_DUE, state.growthDue ? 1.0 : 0.0);
        Map<String, String> texts = new LinkedHashMap<>(notes);
        Map<String, SavedState> strategies = new LinkedHashMap<>();
        for (GrowthEntry entry : job.growth()) {
            EntryState kept = state.entries.get(entry.id());
            if (kept != null && kept.begun()) {
                strategies.put(entry.id(), new SavedState(entry.strategy().type(), kept.schema(), kept.plugin()));
                save(ENTRY + entry.id() + ".", kept, statistics, figures, texts);
            }
        }
        Map<String, Integer> dims = new LinkedHashMap<>();
        state.revision.dims().list().forEach(d -> dims.put(d.name(), d.size()));
        return new Snapshot(
                run,
                parent,
                new Position(state.step, state.epoch, state.taken),
                job.seed(),
                state.revision.number(),
                dims,
                parameters(state, from),
                strategies,
                Map.of(SCHEDULE, new SavedState(scheduleType(job), from.scheduleSchema(), state.schedule)),
                statistics,
                figures,
                offsets,
                texts,
                Unread.none());
    }

    /** The schedule that a job names. */
    static String scheduleType(Job job) {
        return job.optimizer().schedule().map(Choice::type).orElse(PluginKey.SCHEDULE.fallback());
    }

    private static Map<String, SavedParameter> parameters(TrainingState state, Composed from) {
        Map<String, SavedParameter> parameters = new LinkedHashMap<>();
        for (Tensor tensor : state.revision.tensors()) {
            String name = tensor.parameter().name();
            parameters.put(
                    name,
                    new SavedParameter(
                            tensor.parameter().kind(),
                            tensor.parameter().shape(),
                            tensor.values(),
                            List.of(tensor.moments()),
                            tensor.trained() ? from.moments(name) : List.of(),
                            tensor.ages().births(),
                            tensor.constants(),
                            tensor.scales(),
                            from.codes(tensor)));
        }
        return parameters;
    }

    private static void save(
            String prefix,
            EntryState entry,
            Map<String, double[]> statistics,
            Map<String, Double> figures,
            Map<String, String> texts) {
        figures.put(prefix + "loss-sum", entry.lossSum());
        figures.put(prefix + "loss-count", (double) entry.lossCount());
        figures.put(prefix + FAULTS, (double) entry.faults());
        if (!entry.faultyVersion().isEmpty()) {
            texts.put(prefix + FAULTY, entry.faultyVersion());
        }
        entry.gradientEnergy().forEach((dim, energy) -> statistics.put(prefix + "gradient-energy." + dim, energy));
        entry.bridges().forEach((dim, sums) -> statistics.put(prefix + "bridge." + dim, sums));
        entry.lastOutcome().ifPresent(outcome -> {
            texts.put(prefix + "outcome", outcome.status().name());
            texts.put(prefix + "outcome.why", outcome.why());
        });
    }

    /** Faults in a row of a growth entry. */
    public static int faults(Snapshot snapshot, String entry) {
        return snapshot.figures()
                .getOrDefault(ENTRY + entry + "." + FAULTS, 0.0)
                .intValue();
    }

    /** Bundle and version of the strategy whose faults they are; empty if that is not known. */
    public static String faultyVersion(Snapshot snapshot, String entry) {
        return snapshot.notes().getOrDefault(ENTRY + entry + "." + FAULTY, "");
    }

    /** What {@link #save} wrote, put back into an entry. */
    static void restore(String prefix, Snapshot snapshot, EntryState entry) {
        Map<String, Double> figures = snapshot.figures();
        entry.losses(
                figures.getOrDefault(prefix + "loss-sum", 0.0),
                figures.getOrDefault(prefix + "loss-count", 0.0).longValue());
        entry.faults(
                figures.getOrDefault(prefix + FAULTS, 0.0).intValue(),
                snapshot.notes().getOrDefault(prefix + FAULTY, ""));
        restore(prefix + "gradient-energy.", snapshot, entry.gradientEnergy());
        restore(prefix + "bridge.", snapshot, entry.bridges());
        String status = snapshot.notes().get(prefix + "outcome");
        if (status != null) {
            entry.lastOutcome(
                    PlanOutcome.Status.valueOf(status), snapshot.notes().getOrDefault(prefix + "outcome.why", ""));
        }
    }

    private static void restore(String prefix, Snapshot snapshot, Map<String, double[]> into) {
        snapshot.statistics().forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                into.put(name.substring(prefix.length()), values.clone());
            }
        });
    }

    /** The normaliser that a snapshot holds. */
    public static Normaliser normaliser(Snapshot snapshot) {
        List<double[]> arrays = new ArrayList<>();
        for (String name : List.of("input.mean", "input.std", "target.mean", "target.std")) {
            double[] array = snapshot.statistics().get(name);
            if (array == null) {
                throw new IllegalArgumentException("the checkpoint holds no " + name);
            }
            arrays.add(array.clone());
        }
        return new Normaliser(arrays.get(0), arrays.get(1), arrays.get(2), arrays.get(3));
    }
}
