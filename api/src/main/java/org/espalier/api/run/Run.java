package org.espalier.api.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** The job in effect, YAML with every default filled in and what was changed meanwhile. */
    String job();

    /**
     * Tells a listener of all events from now on, after replaying those that say where the run stands. Close to end it.
     */
    Subscription subscribe(RunListener listener);

    /**
     * Changes settings between two steps, all of them or none; what is kept of the run has them from then on, also when it is
     * resumed. Waits until it is done.
     *
     * @param settings dotted keys to YAML values as in {@link RunRequest#set}; {@code off} and {@code on} for a growth entry
     *     let it rest with its state kept
     * @return what has another value now; empty if all had these already
     * @throws RefusedException if a key may not change while the run lasts, a value is wrong, the whole would not fit together,
     *     or the run has ended; nothing is changed then
     */
    List<Changed> set(Map<String, String> settings, Cause cause) throws RefusedException, InterruptedException;

    /**
     * Checks settings as {@link #set} would, and changes nothing.
     *
     * @return what would change, and what strategies with other settings would do first
     * @throws RefusedException as {@link #set}
     */
    Trial trySet(Map<String, String> settings) throws RefusedException, InterruptedException;

    /**
     * Lets another plugin take a place between two steps. Settings that somebody has given its predecessor and that it knows by
     * name are its own from then on, unless the swap gives others. Waits until it is done.
     *
     * @return what has changed
     * @throws RefusedException if the newcomer is not there, does not fit, cannot read the state that is kept for its place, or
     *     the run has ended; the run goes on as it was
     */
    List<Changed> swap(Swap swap, Cause cause) throws RefusedException, InterruptedException;

    /**
     * Checks a swap as {@link #swap} would, and changes nothing.
     *
     * @return what would change, and what a strategy that takes a place would do first
     * @throws RefusedException as {@link #swap}
     */
    Trial trySwap(Swap swap) throws RefusedException, InterruptedException;

    /** What every growth entry will do at its next look, with the weights of now, and why; nothing of it is done. */
    List<Intent> plan() throws RefusedException, InterruptedException;

    /** Lets the run rest between two steps; waits until it does. Pausing again does nothing. */
    void pause(Cause cause) throws RefusedException, InterruptedException;

    /** Lets a paused run go on. */
    void unpause(Cause cause) throws RefusedException, InterruptedException;

    /**
     * Writes a checkpoint after the step in hand, unless there is one of this very moment, and waits until it is on the medium.
     *
     * @return steps done in it
     */
    long checkpoint(Cause cause) throws RefusedException, InterruptedException;

    /** Asks the run to write a checkpoint and stop after the step in hand; returns at once. */
    void stop();

    /** Waits until the run has ended. */
    RunResult await() throws InterruptedException;
}
