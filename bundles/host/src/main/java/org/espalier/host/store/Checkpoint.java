package org.espalier.host.store;

import java.nio.file.Path;
import java.util.List;

/**
 * A checkpoint that was opened whole.
 *
 * @param directory  where it is
 * @param manifest   what it is
 * @param snapshot   what it holds
 * @param passedOver newer ones that could not be opened, newest first, with the reason of each
 */
public record Checkpoint(Path directory, Manifest manifest, Snapshot snapshot, List<CheckpointException> passedOver) {
    /** A checkpoint with a copy of the list. */
    public Checkpoint {
        passedOver = List.copyOf(passedOver);
    }
}
