package org.espalier.host.dropin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The drop-in folder and the jars in it; a jar is read again only when it has changed. */
final class Folder {
    /** So long a file must have been as it is; one that still changes is being copied. */
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Path path;
    private Map<Path, Read> read = new HashMap<>();
    private boolean looked;

    private record Stamp(long size, FileTime time) {}

    private record Read(Stamp stamp, JarFacts facts, long since) {}

    Folder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** The folder that this container is told to watch; empty where there is none. */
    static Optional<Folder> of(BundleContext context) {
        return Optional.ofNullable(context.getProperty("felix.fileinstall.dir")).map(told -> new Folder(Path.of(told)));
    }

    /** The jars that lie still, by file name; at the first look, when whoever copied them is long gone, all. */
    synchronized SortedMap<Path, JarFacts> jars() {
        long clock = System.nanoTime();
        Map<Path, Read> now = new HashMap<>();
        SortedMap<Path, JarFacts> still = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path jar : (Iterable<Path>) files.filter(Folder::isJar)::iterator) {
                Stamp stamp = new Stamp(Files.size(jar), Files.getLastModifiedTime(jar));
                Read before = read.get(jar);
                boolean same = before != null && before.stamp.equals(stamp);
                Read latest =
                        same ? before : new Read(stamp, JarFacts.of(jar), looked ? clock : clock - SETTLING_NANOS);
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

    /** The file that a bundle was installed from; null if that is none of this folder. */
    @Nullable
    Path file(Bundle bundle) {
        String location = bundle.getLocation();
        if (!location.startsWith("file:")) {
            return null;
        }
        try {
            Path file = Path.of(URI.create(location)).toAbsolutePath().normalize();
            return path.equals(file.getParent()) ? file : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar") && Files.isRegularFile(file);
    }
}
