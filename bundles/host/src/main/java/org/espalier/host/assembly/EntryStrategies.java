package org.espalier.host.assembly;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.plugins.Supply;

/** The strategies of a job's entries, found anew for every call, so that a swapped bundle serves from the next call on. */
final class EntryStrategies implements StrategySupply {
    private final Supply supply;
    private final Shelf<GrowthStrategy<?>> shelf;
    private final Map<String, Choice> choices = new LinkedHashMap<>();

    /** What was bound last, by entry; held weakly, so that nothing here keeps the classes of a bundle that has gone. */
    private final Map<String, WeakReference<Bound>> bound = new HashMap<>();

    EntryStrategies(Supply supply, List<GrowthEntry> entries) {
        this.supply = supply;
        this.shelf = supply.registry().strategies();
        entries.forEach(e -> choices.put(e.id(), e.strategy()));
    }

    @Override
    public <T> Optional<T> withStrategy(String entry, Call<T> call) throws PluginFaultException {
        Choice choice = choice(entry);
        Optional<Slot<GrowthStrategy<?>>.Lease> found = supply.lease(shelf, choice.type());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Slot<GrowthStrategy<?>>.Lease lease = found.get()) {
            return Optional.of(call.on(bound(entry, choice, lease)));
        }
    }

    @Override
    public OptionalLong serving(String entry) {
        return slot(entry).map(slot -> OptionalLong.of(slot.service())).orElse(OptionalLong.empty());
    }

    /** Where the strategy of an entry stands now. */
    Optional<Slot<GrowthStrategy<?>>> slot(String entry) {
        return supply.best(shelf, choice(entry).type());
    }

    private Choice choice(String entry) {
        Choice choice = choices.get(entry);
        if (choice == null) {
            throw new IllegalArgumentException("there is no growth entry " + entry);
        }
        return choice;
    }

    private record Bound(Slot<?> slot, BoundStrategy strategy) {}

    private BoundStrategy bound(String entry, Choice choice, Slot<GrowthStrategy<?>>.Lease lease)
            throws PluginFaultException {
        WeakReference<Bound> reference = bound.get(entry);
        Bound last = reference == null ? null : reference.get();
        if (last == null || last.slot != lease.slot()) {
            last = new Bound(lease.slot(), bind(lease.plugin(), lease.slot(), choice));
            bound.put(entry, new WeakReference<>(last));
        }
        return last.strategy;
    }

    private static BoundStrategy bind(GrowthStrategy<?> strategy, Slot<?> slot, Choice choice)
            throws PluginFaultException {
        try {
            Record settings = choice.bind(strategy.settings());
            return new BoundStrategy(strategy, settings, slot.sees(), slot.schema());
        } catch (SettingsException e) {
            throw new PluginFaultException("refuses its settings: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            throw new PluginFaultException("threw " + e, e);
        }
    }
}
