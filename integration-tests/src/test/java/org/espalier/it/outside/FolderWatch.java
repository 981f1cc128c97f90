package org.espalier.it.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A folder of another process, to wait for a file in it. */
final class FolderWatch {
    private FolderWatch() {}

    /** Returns once a name is there, or has been there, that is waited for. */
    static void until(Path folder, Predicate<String> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            // Looked at after watching began, so that nothing falls between the two.
            try (var names = Files.list(folder)) {
                if (names.map(name -> name.getFileName().toString()).anyMatch(wanted)) return;
            }
            while (true) {
                WatchKey key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (key == null) throw new AssertionError("not within 30 s in " + folder);
                if (key.pollEvents().stream().anyMatch(event -> wanted.test(String.valueOf(event.context())))) return;
                key.reset();
            }
        }
    }
}
