package org.espalier.host.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no safetensors file, or not one that is read here. The message is one line. */
public final class TensorFileException extends IOException {
    private static final long serialVersionUID = 1;
    private final String where;
    private final String why;

    TensorFileException(Path file, String where, String why) {
        super(file + ": " + where + ": " + why);
        this.where = where;
        this.why = why;
    }

    /** The field or offset. */
    public String where() {
        return where;
    }

    /** What is wrong. */
    public String why() {
        return why;
    }
}
