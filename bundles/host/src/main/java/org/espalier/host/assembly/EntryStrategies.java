package org.espalier.host.assembly;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.Serving;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.StrategySupply;
import org.jspecify.annotations.Nullable;

/**
 * The strategies of a job's entries: those that the job was checked with, leased call by call. One that goes is missed until the
 * run takes another in its place, between two steps and with everything checked again. One thread.
 */
final class EntryStrategies implements StrategySupply {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** The strategies of these entries, by their ids; those that are missing are not among them. */
    EntryStrategies(List<GrowthEntry> entries, Map<String, Slot<GrowthStrategy<?>>> slots) {
        entries.forEach(entry ->
                this.entries.put(entry.id(), new Entry(entry.strategy(), Optional.ofNullable(slots.get(entry.id())))));
    }

    @Override
    public <T> Optional<T> withStrategy(String entry, Call<T> call) throws PluginFaultException {
        Entry found = entry(entry);
        if (found.held != null) {
            return Optional.of(call.on(found.bound(found.held)));
        }
        Optional<Slot<GrowthStrategy<?>>.Lease> held = found.slot.flatMap(Slot::hold);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try (Slot<GrowthStrategy<?>>.Lease lease = held.get()) {
            return Optional.of(call.on(found.bound(lease)));
        }
    }

    @Override
    public Optional<Hold> hold(Collection<String> ids) {
        List<Entry> held = new ArrayList<>();
        for (String id : ids) {
            Entry entry = entry(id);
            Optional<Slot<GrowthStrategy<?>>.Lease> lease = entry.slot.flatMap(Slot::hold);
            if (lease.isEmpty()) {
                held.forEach(Entry::letGo);
                return Optional.empty();
            }
            entry.held = lease.get();
            held.add(entry);
        }
        return Optional.of(() -> held.forEach(Entry::letGo));
    }

    @Override
    public Optional<Serving> serving(String entry) {
        Entry found = entry(entry);
        return found.slot.filter(slot -> found.held != null || !slot.gone()).map(Slot::serving);
    }

    private Entry entry(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("there is no growth entry " + id);
        }
        return entry;
    }

    /** What an entry asks for, where its strategy stands, and the two bound. */
    private static final class Entry {
        private final Choice choice;
        private final Optional<Slot<GrowthStrategy<?>>> slot;

        private Slot<GrowthStrategy<?>>.@Nullable Lease held;

        /** Held weakly, so that nothing here keeps the classes of a bundle that has gone. */
        private WeakReference<BoundStrategy> bound = new WeakReference<>(null);

        Entry(Choice choice, Optional<Slot<GrowthStrategy<?>>> slot) {
            this.choice = choice;
            this.slot = slot;
        }

        void letGo() {
            if (held != null) {
                held.close();
                held = null;
            }
        }

        BoundStrategy bound(Slot<GrowthStrategy<?>>.Lease lease) throws PluginFaultException {
            BoundStrategy last = bound.get();
            if (last == null) {
                last = bind(lease.plugin(), lease.slot(), choice);
                bound = new WeakReference<>(last);
            }
            return last;
        }
    }

    private static BoundStrategy bind(GrowthStrategy<?> strategy, Slot<?> slot, Choice choice)
            throws PluginFaultException {
        try {
            Record settings = choice.bind(strategy.settings());
            return new BoundStrategy(strategy, settings, slot.sees(), slot.schema());
        } catch (SettingsException e) {
            throw new PluginFaultException("refuses its settings: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            throw PluginFaultException.threw(e);
        }
    }
}
