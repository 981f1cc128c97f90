package org.espalier.launcher;

/** The meanings of the process's exit code; a command of the container answers with the same ones. */
public final class ExitCode {
    /** What was asked for has been done. */
    public static final int OK = 0;
    /** It was tried and failed; the message says what to do. */
    public static final int FAILED = 1;
    /** The command line or the job file is wrong; nothing was started. */
    public static final int BAD_INPUT = 2;
    /** This machine, or its Java, cannot run what the archive holds. */
    public static final int UNSUPPORTED_MACHINE = 3;
    /** The container did not come up as it should. */
    public static final int CONTAINER = 4;
    /** Somebody interrupted it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
