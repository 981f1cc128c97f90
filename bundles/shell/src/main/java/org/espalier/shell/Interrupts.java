package org.espalier.shell;

/** Somebody's wish that a command ends: Ctrl-C, or a kill that asks. */
@FunctionalInterface
interface Interrupts {
    /** What ends the listening. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls the action, on a thread of its own, at the first wish; at the second the process ends at once. */
    Listening listen(Runnable first);

    /** What a second wish does, in words. */
    default String again() {
        return "once more ends it at once";
    }

    /** Whether whoever wishes it only came to look: a run that is followed then goes on. */
    default boolean leavesRuns() {
        return false;
    }

    /** For places where nobody can interrupt, or where the thread itself is interrupted. */
    static Interrupts none() {
        return first -> () -> {};
    }
}
