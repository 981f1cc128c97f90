package org.espalier.shell;

/** The container around this bundle, as far as verbs need it. */
interface Container {
    /**
     * Starts the interactive shell, which takes over the terminal and stops the container when it is left.
     *
     * @throws FailedException if it is not installed or does not start
     */
    void startShell() throws FailedException;

    /** Calls the action once the container begins to stop. */
    AutoCloseable whenStopping(Runnable action);
}
