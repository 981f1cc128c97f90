package org.espalier.host.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.espalier.host.job.FileStamp;

/** Files that are looked at again and again: every new state of one is told once, as soon as it lies still. One thread. */
final class FileWatch {
    /** So long a file must have been as it is; one that still changes is being written. */
    static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final LongSupplier clock;
    private final Map<Path, Seen> seen = new HashMap<>();

    private record Seen(FileStamp stamp, long since, boolean told) {}

    /** @param clock as {@link System#nanoTime} */
    FileWatch(LongSupplier clock) {
        this.clock = clock;
    }

    /** Takes note of a state of a file that is known already. */
    void know(Path file, FileStamp stamp) {
        seen.put(file, new Seen(stamp, clock.getAsLong(), true));
    }

    /** Those of some files that are otherwise than when they were last told, and lie still; the others are forgotten. */
    List<Path> changed(Collection<Path> files) {
        long now = clock.getAsLong();
        List<Path> changed = new ArrayList<>();
        seen.keySet().retainAll(files);
        for (Path file : files) {
            Optional<FileStamp> stamp = FileStamp.of(file);
            if (stamp.isEmpty()) {
                // Gone, or being replaced: its last state stays known.
                continue;
            }
            Seen before = seen.get(file);
            if (before == null || !before.stamp.equals(stamp.get())) {
                before = new Seen(stamp.get(), now, false);
                seen.put(file, before);
            }
            if (!before.told && now - before.since >= STILL_NANOS) {
                seen.put(file, new Seen(before.stamp, before.since, true));
                changed.add(file);
            }
        }
        return changed;
    }
}
