package org.espalier.door;

/** Where a verb is done. */
public enum Place {
    /** In a container that its own process starts. */
    OWN,
    /** In a container that runs: the one that has the run which the verb names, or the only one. */
    RUNNING,
    /** In every container that runs, one after the other; if it names a run, as RUNNING. */
    EVERY,
    /** In a container that serves, since any other ends with its own run. */
    SERVING,
    /**
     * In the container that has the run which the verb names, or, if it names none, in one of the same installation; where there
     * is no such container, in one of its own.
     */
    EITHER
}
