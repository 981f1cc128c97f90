package org.espalier.data.generated;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.espalier.arrays.Npy;
import org.espalier.arrays.NpyHeader;
import org.espalier.arrays.Sha256;
import org.espalier.arrays.WholeFile;
import org.espalier.data.grid.Fields;
import org.espalier.data.grid.GridDataset.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Solved samples as files: a folder with {@code input.npy}, {@code target.npy} and {@code card.properties}, which holds the
 * facts that decide the samples and the files' SHA-256.
 *
 * <p>The folder's name ends in a hash of the facts, so other settings never meet these files. It is filled under another
 * name and renamed, so it is whole or not there, and several processes may solve the same samples at once: the first wins.
 */
final class SampleCache {
    private static final Logger LOG = LoggerFactory.getLogger(SampleCache.class);
    private static final String INPUT = "input.npy";
    private static final String TARGET = "target.npy";
    private static final String CARD = "card.properties";
    private static final String PART = ".part";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path cache;

    SampleCache(Path cache) {
        this.cache = cache;
    }

    /** Samples and the SHA-256 of the files that hold them. */
    record Cached(Part part, SortedMap<String, String> sums) {}

    /** The folder for samples with these facts, there or not. */
    Path folder(String label, SortedMap<String, String> facts) {
        return cache.resolve(label + "-" + FactCard.hash(facts));
    }

    /** The samples in a folder, if they are there and undamaged; one warning if they are damaged. */
    Optional<Cached> load(Path folder, SortedMap<String, String> facts, int count, int points, int axes)
            throws InterruptedException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            SortedMap<String, String> card = FactCard.read(folder.resolve(CARD));
            SortedMap<String, String> found = new TreeMap<>(card);
            found.keySet().removeIf(key -> key.startsWith("sha256."));
            if (!found.equals(facts)) {
                throw new IOException(CARD + " tells of other samples");
            }
            SortedMap<String, String> sums = new TreeMap<>(card);
            sums.keySet().retainAll(List.of("sha256." + INPUT, "sha256." + TARGET));
            Part part = new Part(
                    field(folder.resolve(INPUT), sums, count, points, axes),
                    field(folder.resolve(TARGET), sums, count, points, axes));
            return Optional.of(new Cached(part, sums));
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            LOG.warn("Cached samples in {} are damaged and will be solved again: {}", folder, e.toString());
            delete(folder);
            return Optional.empty();
        }
    }

    private static Fields field(Path file, SortedMap<String, String> sums, int count, int points, int axes)
            throws IOException {
        long[] wanted = new long[axes + 2];
        Arrays.fill(wanted, points);
        wanted[0] = count;
        wanted[axes + 1] = 1;
        long[] shape = NpyHeader.read(file).shape();
        if (!Arrays.equals(shape, wanted)) {
            throw new IOException(
                    file.getFileName() + " has shape " + Arrays.toString(shape) + ", not " + Arrays.toString(wanted));
        }
        if (!Sha256.of(file).equals(sums.get("sha256." + file.getFileName()))) {
            throw new IOException(file.getFileName() + " does not have the checksum that the card promises");
        }
        return new Fields(count, points, axes, 1, Npy.read(file));
    }

    /**
     * Writes samples to a folder, unless another process has just done the same.
     *
     * @return the SHA-256 of the files
     * @throws IOException if the file system refuses; nothing is left under the folder's name then
     */
    SortedMap<String, String> store(Path folder, SortedMap<String, String> facts, Part part)
            throws IOException, InterruptedException {
        Path aside = cache.resolve("." + folder.getFileName() + "-" + UUID.randomUUID() + PART);
        try {
            removeAbandoned();
            Files.createDirectory(aside);
            SortedMap<String, String> sums = fill(aside, part);
            SortedMap<String, String> card = new TreeMap<>(facts);
            card.putAll(sums);
            FactCard.write(aside.resolve(CARD), card);
            publish(aside, folder);
            return sums;
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } finally {
            delete(aside);
        }
    }

    private static SortedMap<String, String> fill(Path folder, Part part) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        write(folder.resolve(INPUT), part.input(), sums);
        write(folder.resolve(TARGET), part.target(), sums);
        return sums;
    }

    private static void write(Path file, Fields fields, SortedMap<String, String> sums) throws IOException {
        int[] one = fields.shape(fields.points());
        int[] shape = new int[one.length + 1];
        shape[0] = fields.count();
        System.arraycopy(one, 0, shape, 1, one.length);
        Npy.write(file, shape, fields.values());
        sums.put("sha256." + file.getFileName(), Sha256.of(file));
    }

    private void publish(Path aside, Path folder) throws IOException {
        try {
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // A folder is never renamed over a full one: equal samples came first.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            LOG.debug("Another process has stored {} meanwhile", folder);
        }
        WholeFile.syncFolder(cache);
    }

    /** Removes what processes that were killed have left. */
    private void removeAbandoned() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (Stream<Path> entries = Files.list(cache)) {
            entries.filter(SampleCache::isPart)
                    .filter(entry -> isOlder(entry, limit))
                    .forEach(SampleCache::delete);
        }
    }

    private static boolean isOlder(Path entry, Instant limit) {
        try {
            return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(limit);
        } catch (IOException e) {
            // Another process has renamed or removed it meanwhile.
            return false;
        }
    }

    private static boolean isPart(Path entry) {
        String name = entry.getFileName().toString();
        return name.startsWith(".") && name.endsWith(PART);
    }

    /** Deletes a file, or a folder of files; what cannot be deleted stays for {@link #removeAbandoned}. */
    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file : files.toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("Could not delete {}", path, e);
        }
    }

    private static InterruptedException interrupted() {
        // The channel's exception left the flag set; an InterruptedException stands for it.
        Thread.interrupted();
        return new InterruptedException("interrupted at the sample cache");
    }
}
