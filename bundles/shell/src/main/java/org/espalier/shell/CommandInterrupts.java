package org.espalier.shell;

import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C in the shell, or in another terminal: the first asks what the command does, if it listens, and every other interrupts its thread. The shell and
 * the container go on.
 */
final class CommandInterrupts implements Interrupts {
    private final boolean visitor;
    private @Nullable Thread command;
    private @Nullable Runnable wish;

    private CommandInterrupts(boolean visitor) {
        this.visitor = visitor;
    }

    /** Those of the shell. */
    static CommandInterrupts ofShell() {
        return new CommandInterrupts(false);
    }

    /** Those of somebody in another terminal, who leaves. */
    static CommandInterrupts ofVisitor() {
        return new CommandInterrupts(true);
    }

    @Override
    public boolean leavesRuns() {
        return visitor;
    }

    /** A command begins on this thread. */
    synchronized void begin() {
        command = Thread.currentThread();
    }

    /** It is over; an interrupt that came too late is forgotten. */
    synchronized void end() {
        command = null;
        wish = null;
        Thread.interrupted();
    }

    @Override
    public synchronized Listening listen(Runnable first) {
        wish = first;
        return this::listenNoMore;
    }

    private synchronized void listenNoMore() {
        wish = null;
    }

    @Override
    public String again() {
        return "once more leaves it to itself";
    }

    /** Somebody pressed Ctrl-C; whether a command was under way. */
    boolean interrupt() {
        Runnable first;
        synchronized (this) {
            first = wish;
            wish = null;
            if (first == null && command != null) command.interrupt();
            if (command == null) return false;
        }
        if (first != null) first.run();
        return true;
    }
}
