package org.espalier.it.plugin;

/** A strategy that cannot be made. */
public final class ThrowingAtActivation extends Keeping {
    public ThrowingAtActivation() {
        throw new IllegalStateException("no licence");
    }
}
