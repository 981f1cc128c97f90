package org.espalier.shell;

/** How verbs that stay for a while make their container reachable from other terminals meanwhile. */
@FunctionalInterface
interface Doorway {
    /** Ends the reachability. */
    interface Opened extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Opens it; where that cannot be, somebody is told and all goes on without.
     *
     * @param serving whether the container stays up when its runs have ended
     */
    Opened open(boolean serving);

    /** For where it is open already, or where there is no process to reach. */
    static Doorway none() {
        return serving -> () -> {};
    }
}
