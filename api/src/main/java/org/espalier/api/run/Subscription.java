package org.espalier.api.run;

import org.osgi.annotation.versioning.ProviderType;

/** A listener's place among those who follow a run. The host implements it. Thread-safe. */
@ProviderType
public interface Subscription extends AutoCloseable {
    /** Ends it: the listener hears nothing more but what is being told just now. Closing again does nothing. */
    @Override
    void close();
}
