package org.espalier.api.optimize;

import org.espalier.api.plugin.PluginState;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The answer of a schedule: a factor on the optimizer's rate, and the state for the next call. Schedules build it by its
 * factory. Immutable.
 */
@ProviderType
public final class Rate {
    private final double factor;
    private final PluginState next;

    private Rate(double factor, PluginState next) {
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a schedule's factor must be finite and at least 0, not " + factor);
        }
        this.factor = factor;
        this.next = next;
    }

    /** A factor, finite and at least 0, and the next state. */
    public static Rate of(double factor, PluginState next) {
        return new Rate(factor, next);
    }

    /** Factor on the optimizer's rate. */
    public double factor() {
        return factor;
    }

    /** State for the next call. */
    public PluginState next() {
        return next;
    }
}
