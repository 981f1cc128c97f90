package org.espalier.launcher;

/** The end of this process, once a signal or an exit has begun it: what fails from then on fails because of it. */
final class Leaving {
    private Leaving() {}

    /** Whether it has begun. */
    static boolean hasBegun() {
        try {
            // Refused from the first moment on, before any hook runs; a flag of a hook of ours would come too late.
            Runtime.getRuntime().removeShutdownHook(new Thread(() -> {}));
            return false;
        } catch (IllegalStateException inProgress) {
            return true;
        }
    }
}
