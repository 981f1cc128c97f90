package org.espalier.launcher;

/** A start that cannot go on, with the one line that the user reads and the exit code that scripts read. */
public final class LaunchException extends Exception {
    private final int exitCode;

    LaunchException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    LaunchException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }

    /** The innermost reason of a failure, on one line. */
    static String rootReason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) root = root.getCause();
        String message = root.getMessage() == null ? "" : ": " + root.getMessage();
        return (root.getClass().getSimpleName() + message)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
