package org.espalier.host.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A checkpoint with the run that it is of, to be looked at, not trained on.
 *
 * @param directory  the run's
 * @param checkpoint the checkpoint, whole
 */
public record RunCheckpoint(RunDirectory directory, Checkpoint checkpoint) {
    private static final String FOLDER = "checkpoints";

    /**
     * Opens a run's newest good checkpoint, or a certain one.
     *
     * @param path a run's directory, or that of one of its checkpoints, {@code runs/<job>/<n>/checkpoints/<step>}
     * @throws CheckpointException if it cannot be opened; NoSuchFileException if it is no run
     */
    public static RunCheckpoint open(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        if (!isOne(whole)) {
            RunDirectory directory = RunDirectory.open(path);
            return new RunCheckpoint(
                    directory, directory.checkpoints(Disk.local()).newest());
        }
        RunDirectory directory = RunDirectory.open(whole.getParent().getParent());
        return new RunCheckpoint(directory, directory.checkpoints(Disk.local()).open(whole));
    }

    /** Whether a path is where a run keeps a checkpoint. */
    public static boolean isOne(Path path) {
        Path parent = path.toAbsolutePath().normalize().getParent();
        return parent != null
                && parent.getParent() != null
                && String.valueOf(parent.getFileName()).equals(FOLDER);
    }

    /** Run and step, such as {@code darcy/1@400}. */
    public String name() {
        return directory.id() + "@" + checkpoint.manifest().step();
    }
}
