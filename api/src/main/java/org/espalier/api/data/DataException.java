package org.espalier.api.data;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Data that cannot be used; the message is one line that names the file, the place in it and what would do. Data sources
 * throw it; the host refuses the job, or ends the run as FAILED.
 */
@ProviderType
public final class DataException extends Exception {
    private static final long serialVersionUID = 1;
    private final String where;
    private final String why;

    /**
     * A refusal of data.
     *
     * @param where file, and offset or field where known
     * @param why   what is wrong, without a full stop
     */
    public DataException(String where, String why) {
        super(where + ": " + why);
        this.where = where;
        this.why = why;
    }

    /**
     * A refusal of data with the failure that led to it.
     *
     * @param where file, and offset or field where known
     * @param why   what is wrong, without a full stop
     * @param cause the failure
     */
    public DataException(String where, String why, Throwable cause) {
        super(where + ": " + why, cause);
        this.where = where;
        this.why = why;
    }

    /** File, and offset or field where known. */
    public String where() {
        return where;
    }

    /** What is wrong. */
    public String why() {
        return why;
    }
}
