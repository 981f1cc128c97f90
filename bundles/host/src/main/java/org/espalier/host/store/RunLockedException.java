package org.espalier.host.store;

import java.io.IOException;
import java.nio.file.Path;

/** A run is being trained already. */
public final class RunLockedException extends IOException {
    private static final long serialVersionUID = 1;
    private final String holder;

    RunLockedException(Path directory, String holder) {
        super(directory + " is being trained by " + holder + "; stop that first");
        this.holder = holder;
    }

    /** Who trains it, such as {@code process 4711}. */
    public String holder() {
        return holder;
    }
}
