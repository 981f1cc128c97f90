package org.espalier.shell;

import java.util.List;
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

    /** All of them in words, those of the launcher included, which closes the help of its own verbs with the same lines. */
    static final List<String> HELP = List.of(
            "Exit codes: 0 done, 1 failed, 2 bad input and nothing was started,",
            "            3 this machine or its Java cannot run the archive,",
            "            4 the container did not come up, 130 interrupted.");

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
