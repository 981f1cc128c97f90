package org.espalier.host.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.StateMismatchException;
import org.espalier.host.growth.EntryState;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.SavedState;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.TrainingState;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.jspecify.annotations.Nullable;

/** A snapshot turned back into a training state, checked against what model and data say of its sizes. */
final class Restoring {
    private static final int MOST_ROUNDS = 64;
    private final Snapshot snapshot;
    private final DataSizing sizing;

    Restoring(Snapshot snapshot, DataSizing sizing) {
        this.snapshot = snapshot;
        this.sizing = sizing;
    }

    /** The sizes that were saved; dims born by depth appear round by round. */
    Dims dims() {
        Dims dims = sizing.birth();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Dims sized = dims;
            for (Map.Entry<String, Integer> saved : snapshot.dims().entrySet()) {
                Dim dim = sized.find(saved.getKey()).orElse(null);
                if (dim != null) {
                    int limit = Math.max(dim.limit(), saved.getValue());
                    sized = sized.with(dim.withLimit(limit).withSize(saved.getValue()));
                }
            }
            Dims next = sizing.complete(sized);
            if (next.equals(dims)) {
                return checked(next);
            }
            dims = next;
        }
        return checked(dims);
    }

    private Dims checked(Dims dims) {
        for (Map.Entry<String, Integer> saved : snapshot.dims().entrySet()) {
            int size = dims.find(saved.getKey()).map(Dim::size).orElse(-1);
            if (size != saved.getValue()) {
                throw new IllegalArgumentException("the checkpoint has " + saved.getKey() + " at " + saved.getValue()
                        + ", which the model does not: it says " + dims);
            }
        }
        return dims;
    }

    /** The weights, moments and ages that were saved. */
    Revision revision() {
        Dims dims = dims();
        Layout layout = sizing.layout(dims);
        List<Tensor> tensors = new ArrayList<>();
        for (Parameter parameter : layout.parameters()) {
            SavedParameter saved = snapshot.parameters().get(parameter.name());
            if (saved == null || saved.kind() != parameter.kind() || !Arrays.equals(saved.shape(), parameter.shape())) {
                throw new IllegalArgumentException(
                        "the checkpoint does not hold " + parameter + " as the model has it");
            }
            tensors.add(new Tensor(
                    parameter,
                    saved.values().clone(),
                    saved.moments().stream().map(float[]::clone).toArray(float[][]::new),
                    Ages.of(saved.births()),
                    saved.constants().clone()));
        }
        return new Revision(snapshot.revision(), dims, layout, tensors);
    }

    /**
     * The whole state.
     *
     * @throws StateMismatchException if a strategy that is there cannot read its state
     */
    TrainingState state(List<GrowthEntry> entries, StrategySupply strategies)
            throws StateMismatchException, PluginFaultException {
        TrainingState state = new TrainingState(revision(), Snapshots.normaliser(snapshot));
        state.step = snapshot.position().step();
        state.epoch = snapshot.position().epoch();
        state.taken = Math.toIntExact(snapshot.position().index());
        Map<String, Double> figures = snapshot.figures();
        state.lossSum = figures.getOrDefault("loss-sum", 0.0);
        state.lossCount = figures.getOrDefault("loss-count", 0.0).longValue();
        state.heldOut = figures.getOrDefault("held-out", Double.NaN);
        state.flops = figures.getOrDefault("flops", 0.0);
        state.seconds = figures.getOrDefault("seconds", 0.0);
        SavedState schedule = snapshot.schedules().get(Snapshots.SCHEDULE);
        state.schedule = schedule == null ? PluginState.empty() : schedule.state();
        for (GrowthEntry entry : entries) {
            SavedState saved = snapshot.strategies().get(entry.id());
            if (saved != null) {
                state.entries.put(entry.id(), entry(entry.id(), saved, strategies));
            }
        }
        return state;
    }

    private EntryState entry(String id, SavedState saved, StrategySupply strategies)
            throws StateMismatchException, PluginFaultException {
        EntryState entry = new EntryState(saved.state(), saved.schema());
        Snapshots.restore(Snapshots.ENTRY + id + ".", snapshot, entry);
        Restored answer = strategies.withStrategy(id, s -> restored(s, saved)).orElse(null);
        if (answer != null) {
            if (answer.mismatch() != null) {
                throw answer.mismatch();
            }
            entry.plugin(answer.state(), answer.schema());
            entry.wants(answer.wanted());
        }
        return entry;
    }

    private record Restored(
            PluginState state, int schema, Set<String> wanted, @Nullable StateMismatchException mismatch) {}

    private static Restored restored(BoundStrategy strategy, SavedState saved) {
        try {
            PluginState state = strategy.schema() == saved.schema()
                    ? saved.state()
                    : strategy.restore(saved.state(), saved.schema());
            return new Restored(state, strategy.schema(), strategy.wanted(), null);
        } catch (StateMismatchException e) {
            return new Restored(saved.state(), saved.schema(), Set.of(), e);
        }
    }
}
