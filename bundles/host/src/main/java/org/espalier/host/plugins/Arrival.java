package org.espalier.host.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a plugin came in, told by its file alone, so that every process that looks at one drop-in folder says the same of it: the
 * installer starts bundles in no order that would repeat. What was not dropped in was there before all that was.
 *
 * @param millis when the file was last written
 * @param file   its name, which tells files of one time apart
 */
record Arrival(long millis, String file) implements Comparable<Arrival> {
    /** Of the archive's own. */
    static final Arrival BEFORE_ALL = new Arrival(Long.MIN_VALUE, "");

    private static final Comparator<Arrival> ORDER =
            Comparator.comparingLong(Arrival::millis).thenComparing(Arrival::file);

    /** Of what came in a file of the drop-in folder, or in none. */
    static Arrival by(@Nullable Path file) {
        if (file == null) {
            return BEFORE_ALL;
        }
        String name = String.valueOf(file.getFileName());
        try {
            return new Arrival(Files.getLastModifiedTime(file).toMillis(), name);
        } catch (IOException e) {
            // Deleted already: its plugins are about to go too.
            return new Arrival(Long.MAX_VALUE, name);
        }
    }

    /** When the file was last written, to the second; empty for no file, and for one that has gone. */
    Optional<Instant> written() {
        return file.isEmpty() || millis == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public int compareTo(Arrival other) {
        return ORDER.compare(this, other);
    }
}
