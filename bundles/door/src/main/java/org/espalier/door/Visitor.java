package org.espalier.door;

import java.io.PrintStream;

/** Somebody at the door whose verb is being done. */
public interface Visitor {
    /** Its standard output, in its own character set. */
    PrintStream out();

    /** Its standard error. */
    PrintStream err();

    /**
     * Calls the action, once and on a thread of its own, when the visitor is gone or the door closes; at once if that has
     * happened.
     */
    void whenGone(Runnable action);
}
