package org.espalier.shell;

import org.jspecify.annotations.Nullable;

/** Where the shell's lines come from. */
interface Lines extends AutoCloseable {
    /**
     * Waits for the next line.
     *
     * @return null if there will be none
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    @Nullable
    String next() throws InterruptedException;

    /** Calls the action, on a thread of its own, whenever somebody presses Ctrl-C while no line is being waited for. */
    Interrupts.Listening whenInterrupted(Runnable action);

    @Override
    void close();
}
