package org.espalier.arrays;

import java.io.IOException;
import java.nio.file.Path;

/** A .npy file that cannot be used; the message is one line that names file, field, offset and reason. */
public final class NpyException extends IOException {
    private static final long serialVersionUID = 1;
    private final String file;
    private final String place;
    private final String field;
    private final long offset;
    private final String why;

    /**
     * A refusal of a part of a file.
     *
     * @param file   the file
     * @param field  the part of the file: {@code magic}, {@code version}, {@code header length}, {@code header},
     *               {@code descr}, {@code fortran_order}, {@code shape} or {@code data}
     * @param offset byte at which the part starts, or at which it goes wrong
     * @param why    what is wrong, without a full stop
     */
    public NpyException(Path file, String field, long offset, String why) {
        this(file.toString(), file + ": " + field + " at byte " + offset, field, offset, why);
    }

    private NpyException(String file, String place, String field, long offset, String why) {
        super(place + ": " + why);
        this.file = file;
        this.place = place;
        this.field = field;
        this.offset = offset;
        this.why = why;
    }

    /** The refusal of a file as a whole, such as one that is not there. */
    public static NpyException ofFile(Path file, String why) {
        return new NpyException(file.toString(), file.toString(), "file", 0, why);
    }

    /** Where it goes wrong, in words: the file, and the part and its byte unless it is wrong as a whole. */
    public String place() {
        return place;
    }

    /** The file. */
    public String file() {
        return file;
    }

    /** The part of the file; {@code file} for the whole. */
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
