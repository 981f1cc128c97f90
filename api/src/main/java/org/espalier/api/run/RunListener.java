package org.espalier.api.run;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Somebody who follows a run; shells, consoles and tests implement it.
 *
 * <p>Events come one at a time and in order: on the run's thread, which waits, so it must return at once; while data is
 * made ready on whatever thread reports progress; and what is replayed on the thread that subscribes. What it throws is
 * logged and dropped.
 */
@ConsumerType
@FunctionalInterface
public interface RunListener {
    /** Something has happened. */
    void on(RunEvent event);
}
