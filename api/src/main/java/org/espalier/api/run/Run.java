package org.espalier.api.run;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** One training run. The host implements it. Thread-safe. */
@ProviderType
public interface Run {
    /** Name and number, such as {@code darcy/1}. */
    String id();

    /** The run's directory. */
    Path directory();

    /** What it is doing. */
    RunStatus status();

    /** Optimizer steps done. */
    long step();

    /**
     * Tells a listener of all events from now on, after replaying those that say where the run stands. Close to end it.
     */
    Subscription subscribe(RunListener listener);

    /** Asks the run to write a checkpoint and stop after the step in hand; returns at once. */
    void stop();

    /** Waits until the run has ended. */
    RunResult await() throws InterruptedException;
}
