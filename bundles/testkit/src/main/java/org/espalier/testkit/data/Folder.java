package org.espalier.testkit.data;

import java.nio.file.Path;
import org.espalier.api.data.DataContext;

/**
 * A data context on folders of a test.
 *
 * @param base    against which relative paths are resolved
 * @param cache   for cached files
 * @param threads how many may be used
 */
record Folder(Path base, Path cache, int threads) implements DataContext {
    @Override
    public void progress(String what, long done, long total) {
        // Nobody watches.
    }
}
