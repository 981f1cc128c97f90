package org.espalier.host.store;

import java.io.IOException;
import java.nio.file.Path;

/** A growing file has lost what a checkpoint had behind it when it was saved: plans and orders that nothing else keeps. */
public final class ShortFileException extends IOException {
    private static final long serialVersionUID = 1;

    ShortFileException(Path file, long bytes, long mark) {
        super(file + ": has " + bytes + " bytes, the checkpoint has " + mark
                + " behind it; bring the whole file back from a copy,"
                + " or begin another run with the checkpoint's weights (run --weights)");
    }
}
