package org.espalier.host.plugins;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/**
 * One plugin on a {@link Shelf}, with its card and the calls in flight.
 *
 * @param <T> the service type
 */
public final class Slot<T> {
    /** Who serves of several of one name comes first: by rank, then by who was first. */
    static final Comparator<Slot<?>> PRECEDENCE = Comparator.<Slot<?>>comparingInt(slot -> -slot.ranking())
            .thenComparing(slot -> slot.arrival)
            .thenComparingLong(Slot::service);

    /** The name of a plugin without a card. */
    static final String NO_NAME = "?";

    private static final long LONGEST_CALL_SECONDS = 15;
    private final Arrival arrival;
    private @Nullable T plugin;
    private final Optional<String> fault;
    private final String version;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile Map<String, Object> properties;
    private int leases;
    private boolean gone;

    Slot(T plugin, Map<String, Object> properties, Arrival arrival, Optional<String> fault, String version) {
        this.plugin = plugin;
        this.arrival = arrival;
        this.version = version;
        this.properties = Map.copyOf(properties);
        this.fault = fault;
    }

    /** What keeps the plugin from serving, to follow its name. */
    public Optional<String> fault() {
        return fault;
    }

    void describe(Map<String, Object> changed) {
        properties = Map.copyOf(changed);
    }

    /** The service's id. */
    public long service() {
        return (Long) properties.get(Constants.SERVICE_ID);
    }

    /** The service, to be told from others in this process and after it. */
    public Serving serving() {
        return new Serving(service(), version);
    }

    /** The service's ranking. */
    public int ranking() {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    /** The name on the plugin's card; "?" if the card is missing. */
    public String name() {
        return String.valueOf(properties.getOrDefault("espalier.name", NO_NAME));
    }

    /** The schema on the plugin's card. */
    public int schema() {
        return properties.get("espalier.schema") instanceof Integer schema ? schema : 1;
    }

    /** The signals on the plugin's card. */
    public Set<String> sees() {
        Object sees = properties.get("espalier.sees");
        if (sees instanceof String[] many) {
            return Set.copyOf(Arrays.asList(many));
        }
        return sees instanceof String one ? Set.of(one) : Set.of();
    }

    /** The id of the bundle that supplies it; −1 outside a container. */
    public long bundle() {
        return properties.get(Constants.SERVICE_BUNDLEID) instanceof Long id ? id : -1;
    }

    /** The name of the file in the drop-in folder that it came in; empty if it came in none. */
    public String file() {
        return arrival.file();
    }

    /** When that file was last written, to tell it from another of the same version; empty if it came in none. */
    public Optional<Instant> written() {
        return arrival.written();
    }

    private boolean dropped() {
        return !file().isEmpty();
    }

    /** Whether it is ranked as high as the other and comes from a later version of its bundle, or from the same that was dropped in. */
    boolean supersedes(Slot<?> other) {
        return ranking() == other.ranking()
                && release()
                        .flatMap(here -> other.release()
                                .map(there ->
                                        here.follows(there) || here.equals(there) && dropped() && !other.dropped()))
                        .orElse(false);
    }

    /** Whether a plugin of its name, of that ranking and bundle, would serve in its place if it were dropped in now. */
    public boolean yieldsTo(int rank, Release newcomer) {
        return rank > ranking()
                || rank == ranking()
                        && release()
                                .map(here -> newcomer.follows(here) || newcomer.equals(here) && !dropped())
                                .orElse(false);
    }

    /** The version of the archive's own bundle of which this is another; empty where the other plugin is none of such a bundle. */
    Optional<String> replaced(Slot<?> other) {
        return dropped() && !other.dropped() && name().equals(other.name())
                ? release().flatMap(here -> other.release()
                        .filter(there -> here.bundle().equals(there.bundle()))
                        .map(there -> there.version().toString()))
                : Optional.empty();
    }

    /** The bundle that supplies it, as far as it is known. */
    public Optional<Release> release() {
        return Release.of(version);
    }

    Lease lease() {
        lock.lock();
        try {
            leases++;
            return new Lease();
        } finally {
            lock.unlock();
        }
    }

    /** A lease for as long as somebody works with the plugin, call after call; empty once it has gone. */
    public Optional<Lease> hold() {
        lock.lock();
        try {
            return gone ? Optional.empty() : Optional.of(lease());
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is no longer on the shelf: whoever holds it is to let go. */
    public boolean gone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody takes hold of it, and whoever does hold it finds that it is to go. */
    void leave() {
        lock.lock();
        try {
            gone = true;
        } finally {
            lock.unlock();
        }
    }

    void drain() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(LONGEST_CALL_SECONDS);
            while (leases > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            letGo();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps nothing of a plugin that has gone, for its classes to go, too. */
    private void letGo() {
        if (gone && leases == 0) {
            plugin = null;
        }
    }

    /** One call's hold on the plugin. */
    public final class Lease implements AutoCloseable {
        private boolean closed;

        /** The plugin; not to be kept beyond the lease. */
        public T plugin() {
            return Objects.requireNonNull(plugin, "the lease is closed");
        }

        /** Where it stands, for its card. */
        public Slot<T> slot() {
            return Slot.this;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed && --leases == 0) {
                    idle.signalAll();
                    letGo();
                }
                closed = true;
            } finally {
                lock.unlock();
            }
        }
    }
}
