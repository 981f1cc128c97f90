package org.espalier.host.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * The plugins of one kind that are there now. Of several with one name the best ranked serves, of equal ranks the first, or a later
 * version of its bundle, or one of the same version that was dropped in; calls lease their plugin, and a plugin that goes is let go
 * only when no call is in flight.
 *
 * @param <T> the service type
 */
public final class Shelf<T> {
    private final PluginKind<T> kind;
    private final Changes changes;
    private final Map<Long, Slot<T>> slots = new TreeMap<>();
    private volatile Absence absence = (type, name) -> Optional.empty();

    /** An empty shelf for a kind, which tells of its changes. */
    Shelf(PluginKind<T> kind, Changes changes) {
        this.kind = kind;
        this.changes = changes;
    }

    /** The kind, as people call it. */
    public String kind() {
        return kind.name();
    }

    /** The service type of the plugins. */
    public Class<?> type() {
        return kind.type();
    }

    /** The settings record of one of the plugins. */
    public Class<? extends Record> settings(T plugin) {
        return kind.settings().apply(plugin);
    }

    /** Adds a service if it is a plugin of this kind; one that does not stand the check is kept aside. */
    void offer(Object service, Map<String, Object> properties, Arrival arrival) {
        String name = String.valueOf(properties.getOrDefault("espalier.name", Slot.NO_NAME));
        kind.cast(service)
                .ifPresent(plugin -> put(new Slot<>(
                        plugin,
                        properties,
                        arrival,
                        PluginCheck.fault(kind, plugin, name),
                        version(service.getClass()))));
    }

    /** Adds a plugin of no bundle. */
    public void add(T plugin, Map<String, Object> properties) {
        add(plugin, properties, "");
    }

    /** Adds a plugin as if of a bundle of that name and version. */
    public void add(T plugin, Map<String, Object> properties, String version) {
        add(plugin, properties, version, Arrival.BEFORE_ALL);
    }

    void add(T plugin, Map<String, Object> properties, String version, Arrival arrival) {
        put(new Slot<>(plugin, properties, arrival, Optional.empty(), version));
    }

    private static String version(Class<?> plugin) {
        Bundle bundle = FrameworkUtil.getBundle(plugin);
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private void put(Slot<T> slot) {
        synchronized (this) {
            slots.put(slot.service(), slot);
            changes.note();
        }
        changes.tell();
    }

    /** Takes note of a plugin's changed properties, such as its ranking. */
    public void update(Map<String, Object> properties) {
        Slot<T> slot;
        synchronized (this) {
            slot = slots.get((Long) properties.get(Constants.SERVICE_ID));
            if (slot != null) {
                slot.describe(properties);
                changes.note();
            }
        }
        if (slot != null) {
            changes.tell();
        }
    }

    /** Removes a plugin, tells of it, and waits until nobody holds it, bounded. */
    public void remove(Map<String, Object> properties) {
        Slot<T> gone;
        synchronized (this) {
            gone = slots.remove((Long) properties.get(Constants.SERVICE_ID));
            if (gone != null) {
                gone.leave();
                changes.note();
            }
        }
        if (gone != null) {
            changes.tell();
            gone.drain();
        }
    }

    /** Leases the best plugin of that name; close the lease when the call is over. */
    public Optional<Slot<T>.Lease> lease(String name) {
        return lease(name, Set.of());
    }

    /** Likewise, but none of these services. */
    synchronized Optional<Slot<T>.Lease> lease(String name, Set<Long> refused) {
        return best(name, refused).map(Slot::lease);
    }

    /** The plugin that serves by that name; the best ranked, of equal ranks the first or a later version of its bundle. */
    public Optional<Slot<T>> best(String name) {
        return best(name, Set.of());
    }

    /** Likewise, but none of these services. */
    public synchronized Optional<Slot<T>> best(String name, Set<Long> refused) {
        List<Slot<T>> serving = slots.values().stream()
                .filter(s -> s.fault().isEmpty() && s.name().equals(name) && !refused.contains(s.service()))
                .sorted(Slot.PRECEDENCE)
                .toList();
        // Not by precedence alone: an order of versions among bundles that have none in common would be no order.
        return serving.stream().reduce((best, other) -> other.supersedes(best) ? other : best);
    }

    /** The version of the archive's own bundle in whose place a dropped-in plugin is there; empty if it is in nobody's. */
    public synchronized Optional<String> replaced(Slot<?> slot) {
        return slots.values().stream()
                .flatMap(other -> slot.replaced(other).stream())
                .findFirst();
    }

    /** Whom to ask of plugins that are not on the shelf. */
    void ask(Absence knowing) {
        absence = knowing;
    }

    /** What keeps the plugins of that name from serving, if there are any and none does. */
    public Optional<String> fault(String name) {
        // Not under the lock: whoever knows looks at the shelves.
        return best(name).isPresent()
                ? Optional.empty()
                : absence.why(type(), name).or(() -> faultHere(name));
    }

    private synchronized Optional<String> faultHere(String name) {
        return slots.values().stream()
                .filter(s -> s.name().equals(name))
                .flatMap(s -> s.fault().stream())
                .findFirst();
    }

    /** The names that serve, sorted. */
    public synchronized SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        slots.values().stream().filter(s -> s.fault().isEmpty()).forEach(s -> names.add(s.name()));
        return names;
    }

    /** Everything that is there, what is kept aside too, in the order in which it came. */
    public synchronized List<Slot<T>> slots() {
        return new ArrayList<>(slots.values());
    }
}
