package org.espalier.data;

import java.nio.file.Path;
import org.espalier.api.data.DataContext;

/**
 * A context of tests, on one folder.
 *
 * @param base    of relative paths, and of the cache
 * @param threads that may be used
 */
public record Folders(Path base, int threads) implements DataContext {
    /** One of two threads. */
    public static DataContext of(Path base) {
        return new Folders(base, 2);
    }

    @Override
    public Path cache() {
        return base;
    }

    @Override
    public void progress(String what, long done, long total) {}
}
