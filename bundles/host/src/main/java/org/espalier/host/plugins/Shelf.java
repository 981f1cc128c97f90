package org.espalier.host.plugins;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.osgi.framework.Constants;

/**
 * The plugins of one kind that are there now. Of several with one name the best ranked serves; calls lease their plugin, and
 * a plugin that goes is let go only when no call is in flight.
 *
 * @param <T> the service type
 */
public final class Shelf<T> {
    private final String kind;
    private final Map<Long, Slot<T>> slots = new HashMap<>();

    /** An empty shelf for a kind, as people call it. */
    public Shelf(String kind) {
        this.kind = kind;
    }

    /** The kind, as people call it. */
    public String kind() {
        return kind;
    }

    /** Adds a plugin. */
    public synchronized void add(T plugin, Map<String, Object> properties) {
        Slot<T> slot = new Slot<>(plugin, properties);
        slots.put(slot.service(), slot);
    }

    /** Takes note of a plugin's changed properties, such as its ranking. */
    public synchronized void update(Map<String, Object> properties) {
        Slot<T> slot = slots.get((Long) properties.get(Constants.SERVICE_ID));
        if (slot != null) {
            slot.describe(properties);
        }
    }

    /** Removes a plugin and waits until no call to it is in flight, bounded. */
    public void remove(Map<String, Object> properties) {
        Slot<T> gone;
        synchronized (this) {
            gone = slots.remove((Long) properties.get(Constants.SERVICE_ID));
        }
        if (gone != null) {
            gone.drain();
        }
    }

    /** Leases the best plugin of that name; close the lease when the call is over. */
    public synchronized Optional<Slot<T>.Lease> lease(String name) {
        return slots.values().stream()
                .filter(s -> s.name().equals(name))
                .min(Comparator.comparingInt((Slot<T> s) -> -s.ranking()).thenComparingLong(Slot::service))
                .map(Slot::lease);
    }

    /** The names that are there, sorted. */
    public synchronized SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        slots.values().forEach(s -> names.add(s.name()));
        return names;
    }

    /** Everything that is there. */
    public synchronized List<Slot<T>> slots() {
        return new ArrayList<>(slots.values());
    }
}
