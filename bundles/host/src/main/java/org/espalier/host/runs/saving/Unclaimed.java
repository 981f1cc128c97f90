package org.espalier.host.runs.saving;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.store.SavedState;
import org.espalier.host.store.Snapshot;
import org.espalier.host.store.Unread;

/**
 * What a checkpoint holds that nothing in the run reads: parts of a later version, states of entries and schedules that the
 * job does not have. It goes into every later checkpoint of the run as it came, so that saving again loses nothing.
 */
public final class Unclaimed {
    private final Map<String, SavedState> strategies;
    private final Map<String, SavedState> schedules;
    private final Map<String, double[]> statistics;
    private final Map<String, Double> figures;
    private final Map<String, String> notes;
    private final Unread unread;
    /** Entries that this life of the run has had: what an earlier one kept of them is not theirs, begun or not. */
    private final Set<String> own = new HashSet<>();

    private Unclaimed(Optional<Snapshot> from) {
        this.strategies = from.map(Snapshot::strategies).orElse(Map.of());
        this.schedules = from.map(Snapshot::schedules).orElse(Map.of());
        this.statistics = ofEntries(from.map(Snapshot::statistics).orElse(Map.of()));
        this.figures = ofEntries(from.map(Snapshot::figures).orElse(Map.of()));
        this.notes = ofEntries(from.map(Snapshot::notes).orElse(Map.of()));
        this.unread = from.map(Snapshot::unread).orElse(Unread.none());
    }

    /** What the checkpoint that a run goes on from may hold; nothing where there is none. It keeps none of the weights. */
    public static Unclaimed of(Optional<Snapshot> from) {
        return new Unclaimed(from);
    }

    private static <T> Map<String, T> ofEntries(Map<String, T> all) {
        Map<String, T> some = new LinkedHashMap<>(all);
        some.keySet().removeIf(name -> !name.startsWith(Snapshots.ENTRY));
        return some;
    }

    /** From now on these entries are the run's own, also if it has them no more. */
    public void own(List<GrowthEntry> entries) {
        entries.forEach(entry -> own.add(entry.id()));
    }

    /** The snapshot with everything besides that is not the run's own. */
    Snapshot beside(Snapshot now) {
        return new Snapshot(
                now.run(),
                now.parent(),
                now.position(),
                now.seed(),
                now.revision(),
                now.dims(),
                now.parameters(),
                with(now.strategies(), strategies),
                beside(now.schedules(), schedules),
                with(now.statistics(), statistics),
                with(now.figures(), figures),
                now.offsets(),
                with(now.notes(), notes),
                unread);
    }

    private static <T> Map<String, T> beside(Map<String, T> now, Map<String, T> before) {
        Map<String, T> all = new LinkedHashMap<>(now);
        before.forEach(all::putIfAbsent);
        return all;
    }

    /** What is kept of an entry belongs together: all of it is the run's own, or all is as it came. */
    private <T> Map<String, T> with(Map<String, T> now, Map<String, T> before) {
        Map<String, T> all = new LinkedHashMap<>(now);
        before.forEach((name, value) -> {
            boolean claimed =
                    own.stream().anyMatch(id -> name.equals(id) || name.startsWith(Snapshots.ENTRY + id + "."));
            if (!claimed) {
                all.putIfAbsent(name, value);
            }
        });
        return all;
    }
}
