package org.espalier.arrays;

import java.io.IOException;
import java.nio.file.Path;

/** A .npy file that cannot be used; the message is one line that names file, field, offset and reason. */
public final class NpyException extends IOException {
    private static final long serialVersionUID = 1;
    private final String file;
    private final String field;
    private final long offset;
    private final String why;

    /**
     * A refusal of a file.
     *
     * @param file   the file
     * @param field  the part of the file: {@code file}, {@code magic}, {@code version}, {@code header length},
     *               {@code header}, {@code descr}, {@code fortran_order}, {@code shape} or {@code data}
     * @param offset byte at which the part starts, or at which it goes wrong
     * @param why    what is wrong, without a full stop
     */
    public NpyException(Path file, String field, long offset, String why) {
        super(file + ": " + field + " at byte " + offset + ": " + why);
        this.file = file.toString();
        this.field = field;
        this.offset = offset;
        this.why = why;
    }

    /** The file. */
    public String file() {
        return file;
    }

    /** The part of the file. */
    public String field() {
        return field;
    }

    /** Byte at which the part starts, or at which it goes wrong. */
    public long offset() {
        return offset;
    }

    /** What is wrong. */
    public String why() {
        return why;
    }
}
