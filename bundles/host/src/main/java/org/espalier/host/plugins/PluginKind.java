package org.espalier.host.plugins;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of plugin.
 *
 * @param name     as people call it
 * @param type     the service type
 * @param settings tells a plugin's settings record; the API's kinds share no supertype that would
 * @param <T>      the service type with its settings left open
 */
record PluginKind<T>(String name, Class<? super T> type, Function<T, ? extends Class<? extends Record>> settings) {

    /** A service as a plugin of this kind; empty if it is none, or was compiled against another copy of the API. */
    @SuppressWarnings("unchecked") // T is the type with wildcards for its parameters
    Optional<T> cast(Object service) {
        return type.isInstance(service) ? Optional.of((T) service) : Optional.empty();
    }
}
