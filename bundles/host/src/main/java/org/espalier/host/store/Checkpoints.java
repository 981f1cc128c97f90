package org.espalier.host.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one run: {@code checkpoints/<step>}, and {@code <step>.1}, {@code <step>.2} … where a step was saved
 * again. One that was saved is never overwritten. Whoever saves holds the run's lock. Not thread-safe.
 */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("(0|[1-9][0-9]{0,17})(?:\\.([1-9][0-9]{0,5}))?");

    private final Path directory;
    private final String run;
    private final Disk disk;
    private final Set<Path> good = new HashSet<>();

    /**
     * The checkpoints in a directory.
     *
     * @param directory where they are; need not exist until one is saved
     * @param run       the run's id; those of other runs are a MISMATCH
     * @param disk      how files are written
     */
    public Checkpoints(Path directory, String run, Disk disk) {
        this.directory = directory.toAbsolutePath().normalize();
        this.run = run;
        this.disk = disk;
    }

    /**
     * Saves a snapshot: written aside, fsynced, manifest last, renamed. After a crash at any point the newest complete
     * checkpoint is either this one or the one before.
     *
     * @param provenance what it was made with: versions, machine, time
     * @return its directory
     */
    public Path save(Snapshot snapshot, Map<String, String> provenance) throws IOException {
        if (!snapshot.run().equals(run)) {
            throw new IllegalArgumentException("a snapshot of " + snapshot.run() + " among the checkpoints of " + run);
        }
        if (!Files.isDirectory(directory)) {
            disk.createDirectory(directory);
            disk.syncDirectory(directory.getParent());
        }
        sweep();
        Path target = free(snapshot.position().step());
        Path aside = directory.resolve(".tmp-" + target.getFileName());
        try {
            new CheckpointWriter(disk).write(aside, snapshot, provenance);
            disk.rename(aside, target);
        } catch (IOException e) {
            giveBack(aside, e);
            throw e;
        }
        disk.syncDirectory(directory);
        good.add(target);
        return target;
    }

    /**
     * Opens the newest checkpoint that is complete and good.
     *
     * @throws CheckpointException ABSENT if there is none; its suppressed exceptions say what is wrong with those there are
     */
    public Checkpoint newest() throws IOException {
        List<CheckpointException> passedOver = new ArrayList<>();
        for (Path candidate : newestFirst()) {
            try {
                Checkpoint found = CheckpointReader.read(candidate, run);
                good.add(candidate);
                return new Checkpoint(found.directory(), found.manifest(), found.snapshot(), passedOver);
            } catch (CheckpointException e) {
                passedOver.add(e);
            }
        }
        CheckpointException absent =
                new CheckpointException(CheckpointException.Reason.ABSENT, directory.toString(), why(passedOver));
        passedOver.forEach(absent::addSuppressed);
        throw absent;
    }

    private static String why(List<CheckpointException> passedOver) {
        if (passedOver.isEmpty()) return "none was saved";
        CheckpointException newest = passedOver.get(0);
        // They are whole: whoever has renamed the folder is told that, and not that something is wrong with them.
        boolean renamed = passedOver.stream().allMatch(one -> one.reason() == CheckpointException.Reason.MISMATCH);
        return renamed
                ? newest.why()
                : "none of " + passedOver.size() + " can be opened, the newest: " + newest.getMessage();
    }

    /** The notes of the newest checkpoint whose manifest and state are whole, read without its arrays; empty if there is none. */
    public Optional<Map<String, String>> newestNotes() throws IOException {
        for (Path candidate : newestFirst()) {
            try {
                return Optional.of(CheckpointReader.notes(candidate, run));
            } catch (CheckpointException e) {
                // Whoever goes on from it is told; here the one before will do.
            }
        }
        return Optional.empty();
    }

    /** The steps of which there are checkpoints, ascending. */
    public List<Long> steps() throws IOException {
        return newestFirst().stream().map(p -> part(p, 1)).distinct().sorted().toList();
    }

    /**
     * Opens the checkpoint of a step; of several the one that was saved last.
     *
     * @throws CheckpointException ABSENT if there is none; or what is wrong with it
     */
    public Checkpoint at(long step) throws IOException {
        for (Path candidate : newestFirst()) {
            if (part(candidate, 1) == step) {
                return CheckpointReader.read(candidate, run);
            }
        }
        throw new CheckpointException(
                CheckpointException.Reason.ABSENT, directory.toString(), "none was saved after step " + step);
    }

    /** Opens one checkpoint, such as {@code checkpoints/300}. */
    public Checkpoint open(Path checkpoint) throws IOException {
        return CheckpointReader.read(checkpoint, run);
    }

    /** The checkpoints, newest first, complete or not. */
    public List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(p -> NAME.matcher(p.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong((Path p) -> part(p, 1))
                            .thenComparingLong(p -> part(p, 2))
                            .reversed())
                    .toList();
        }
    }

    /**
     * Deletes all that are older than the newest good ones.
     *
     * @param newest how many good ones stay, at least 1; those that are not good do not count
     */
    public void keep(int newest) throws IOException {
        if (newest < 1) {
            throw new IllegalArgumentException("the last good checkpoint stays");
        }
        if (Files.isDirectory(directory)) {
            sweep();
        }
        int kept = 0;
        for (Path candidate : newestFirst()) {
            if (kept >= newest) {
                // Renamed first, so that a crash in mid-deletion leaves no half of a checkpoint under its name.
                Path gone = directory.resolve(".del-" + candidate.getFileName());
                disk.rename(candidate, gone);
                delete(gone);
                good.remove(candidate);
            } else if (isGood(candidate)) {
                kept++;
            }
        }
    }

    /** Verified once per process; what this process wrote or opened is known. */
    private boolean isGood(Path candidate) throws IOException {
        if (!good.contains(candidate)) {
            try {
                CheckpointReader.verify(candidate, run);
                good.add(candidate);
            } catch (CheckpointException e) {
                return false;
            }
        }
        return true;
    }

    /** After all that there are of a step, though the first of them may have been deleted: the last one counts. */
    private Path free(long step) throws IOException {
        long again = newestFirst().stream()
                .filter(saved -> part(saved, 1) == step)
                .mapToLong(saved -> part(saved, 2) + 1)
                .max()
                .orElse(0);
        return directory.resolve(again == 0 ? Long.toString(step) : step + "." + again);
    }

    /** Removes what a crash has left half-written or half-deleted. */
    private void sweep() throws IOException {
        List<Path> left;
        try (Stream<Path> entries = Files.list(directory)) {
            left = entries.filter(p -> p.getFileName().toString().matches("\\.(tmp|del)-.*"))
                    .toList();
        }
        for (Path path : left) {
            delete(path);
        }
    }

    /** Frees the space of a checkpoint that could not be written; a full disk is the usual reason. */
    private void giveBack(Path aside, IOException cause) {
        try {
            if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                delete(aside);
            }
        } catch (IOException worse) {
            cause.addSuppressed(worse);
        }
    }

    private void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> inner;
            try (Stream<Path> entries = Files.list(path)) {
                inner = entries.toList();
            }
            for (Path entry : inner) {
                delete(entry);
            }
        }
        disk.delete(path);
    }

    private static long part(Path path, int group) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() && name.group(group) != null ? Long.parseLong(name.group(group)) : 0;
    }
}
