package org.espalier.host.dropin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The jars in the drop-in folder; a jar is read again only when it has changed. */
final class Folder {
    /** So long a file must have been as it is; one that still changes is being copied. */
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Path path;
    private Map<Path, Read> read = new HashMap<>();
    private boolean looked;

    private record Read(JarFacts facts, long since) {}

    Folder(Path path) {
        this.path = path;
    }

    /** The jars that lie still, by file name; at the first look, when whoever copied them is long gone, all. */
    synchronized SortedMap<Path, JarFacts> jars() {
        long clock = System.nanoTime();
        Map<Path, Read> now = new HashMap<>();
        SortedMap<Path, JarFacts> still = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path jar : (Iterable<Path>) files.filter(Folder::isJar)::iterator) {
                JarFacts.Stamp stamp = JarFacts.Stamp.of(jar);
                Read before = read.get(jar);
                boolean same = before != null && before.facts.stamp().equals(stamp);
                Read latest =
                        same ? before : new Read(JarFacts.of(jar, stamp), looked ? clock : clock - SETTLING_NANOS);
                now.put(jar, latest);
                if (clock - latest.since >= SETTLING_NANOS) {
                    still.put(jar, latest.facts);
                }
            }
        } catch (IOException e) {
            // No such folder, or a file that went while it was looked at: the next look tells.
        }
        read = now;
        looked = true;
        return still;
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar") && Files.isRegularFile(file);
    }
}
