package org.espalier.host.plugins;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The plugins as one run sees them: those that are there now, but for the services that it has refused. Thread-safe. */
public final class Supply {
    private final PluginRegistry registry;
    private volatile Set<Long> refused = Set.of();

    private Supply(PluginRegistry registry) {
        this.registry = registry;
    }

    /** All that there is. */
    public static Supply of(PluginRegistry registry) {
        return new Supply(registry);
    }

    /** All plugins. */
    public PluginRegistry registry() {
        return registry;
    }

    /** From now on does without a service, by its id. */
    public synchronized void refuse(long service) {
        Set<Long> more = new TreeSet<>(refused);
        more.add(service);
        refused = Set.copyOf(more);
    }

    /** Looks again at services of a name that it has refused. */
    public synchronized void forgive(Shelf<?> shelf, String name) {
        Set<Long> fewer = new TreeSet<>(refused);
        shelf.slots().stream().filter(slot -> slot.name().equals(name)).forEach(slot -> fewer.remove(slot.service()));
        refused = Set.copyOf(fewer);
    }

    /** The services that it does without. */
    public Set<Long> refused() {
        return refused;
    }

    /** Does without these services and takes all others. */
    public void refuseOnly(Set<Long> services) {
        refused = Set.copyOf(services);
    }

    /** Leases the plugin that serves by that name; close the lease when the call is over. */
    public <T> Optional<Slot<T>.Lease> lease(Shelf<T> shelf, String name) {
        return shelf.lease(name, refused);
    }

    /** The plugin that serves by that name. */
    public <T> Optional<Slot<T>> best(Shelf<T> shelf, String name) {
        return shelf.best(name, refused);
    }
}
