package org.espalier.api.run;

import org.osgi.annotation.versioning.ConsumerType;

/** Somebody who follows a run. Called on the run's thread; it must return at once, and what it throws is logged and dropped. */
@ConsumerType
@FunctionalInterface
public interface RunListener {
    /** Something has happened. */
    void on(RunEvent event);
}
