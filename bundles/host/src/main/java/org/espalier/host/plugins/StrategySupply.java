package org.espalier.host.plugins;

import java.util.Collection;
import java.util.Optional;

/** Where the strategies of a run's growth entries come from, call by call. */
public interface StrategySupply {
    /**
     * Calls the strategy of an entry while its bundle is held in place.
     *
     * @return what the call gave; empty if no such strategy is there now
     * @throws PluginFaultException what the call throws, or settings that the strategy no longer accepts
     */
    <T> Optional<T> withStrategy(String entry, Call<T> call) throws PluginFaultException;

    /** The service that would answer a call now; empty if there is none, or where strategies never change. */
    default Optional<Serving> serving(String entry) {
        return Optional.empty();
    }

    /**
     * Holds the strategies of entries in place for all calls until the hold is closed.
     *
     * @return the hold; empty if one of the strategies is not there now
     */
    default Optional<Hold> hold(Collection<String> entries) {
        return Optional.of(() -> {});
    }

    /** Strategies that stay. */
    @FunctionalInterface
    interface Hold extends AutoCloseable {
        /** Lets them go. */
        @Override
        void close();
    }

    /** Something done with a strategy. */
    @FunctionalInterface
    interface Call<T> {
        /** Does it. */
        T on(BoundStrategy strategy) throws PluginFaultException;
    }
}
