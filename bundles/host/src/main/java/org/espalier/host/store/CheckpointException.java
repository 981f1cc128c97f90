package org.espalier.host.store;

import java.io.IOException;

/** A checkpoint that cannot be opened. The message is one line that names the file and why. */
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1;
    private final Reason reason;
    private final String file;
    private final String why;

    /**
     * A refusal.
     *
     * @param reason what kind
     * @param file   the file, below the run's directory where known
     * @param why    what is wrong, without a full stop
     */
    public CheckpointException(Reason reason, String file, String why) {
        super(file + ": " + reason.words + ": " + why);
        this.reason = reason;
        this.file = file;
        this.why = why;
    }

    /** What kind of refusal it is. */
    public Reason reason() {
        return reason;
    }

    /** The file. */
    public String file() {
        return file;
    }

    /** What is wrong. */
    public String why() {
        return why;
    }

    /** Why a checkpoint cannot be opened. */
    public enum Reason {
        /** There is none. */
        ABSENT("no checkpoint"),
        /** Bytes are missing, too many, or not those that were written. */
        CORRUPT("corrupt"),
        /** Its files are there but the system does not give their bytes. */
        UNREADABLE("unreadable"),
        /** A later version of this program wrote it. */
        TOO_NEW("too new"),
        /** Written in a format that is no longer read. */
        TOO_OLD("too old"),
        /** It is whole but belongs to another run or step. */
        MISMATCH("mismatch");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }
}
