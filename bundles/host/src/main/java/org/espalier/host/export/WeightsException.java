package org.espalier.host.export;

import java.io.IOException;

/** A file of weights that cannot be used. The message is one line that names the file, the field and why. */
public final class WeightsException extends IOException {
    private static final long serialVersionUID = 1;
    private final String file;
    private final String field;
    private final String why;

    /**
     * A refusal.
     *
     * @param file  the file
     * @param field the parameter or the part of the file; empty for the whole
     * @param why   what is wrong, without a full stop
     */
    public WeightsException(String file, String field, String why) {
        super(file + ": " + (field.isEmpty() ? "" : field + ": ") + why);
        this.file = file;
        this.field = field;
        this.why = why;
    }

    /** The file. */
    public String file() {
        return file;
    }

    /** The parameter or the part of the file; empty for the whole. */
    public String field() {
        return field;
    }

    /** What is wrong. */
    public String why() {
        return why;
    }
}
