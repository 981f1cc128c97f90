package org.espalier.shell;

import org.espalier.api.run.RunStatus;

/** What a command answers to whoever started it. */
final class ExitCodes {
    /** What was asked for has been done. */
    static final int OK = 0;
    /** It was tried and failed. */
    static final int FAILED = 1;
    /** The command line, the job or a file cannot be used; nothing was started. */
    static final int BAD_INPUT = 2;
    /** Somebody stopped it; 128 + SIGINT, as shells have it. */
    static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** The code of a run that has ended. */
    static int of(RunStatus status) {
        return switch (status) {
            case FINISHED -> OK;
            case STOPPED -> INTERRUPTED;
            default -> FAILED;
        };
    }
}
