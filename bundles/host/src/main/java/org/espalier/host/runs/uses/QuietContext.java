package org.espalier.host.runs.uses;

import java.nio.file.Path;
import org.espalier.api.data.DataContext;
import org.espalier.host.assembly.Assembly;

/**
 * What a data source may use where nobody follows how it gets on.
 *
 * @param cache   folder for data that was made
 * @param base    the folder that relative paths start from
 * @param threads how many it may use
 */
public record QuietContext(Path cache, Path base, int threads) implements DataContext {
    /** That of a job. */
    public static QuietContext of(Assembly assembly, Path cache) {
        return new QuietContext(cache, assembly.footing().base(), assembly.job().workers());
    }

    @Override
    public void progress(String what, long done, long total) {
        // The command waits for its answer; what it waits for stands in no log.
    }
}
