package org.espalier.api.data;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** What a data source may use while it opens, on any thread. The host implements it. */
@ProviderType
public interface DataContext {
    /** The folder for cached files; it exists, may be shared by several processes, and may be emptied between runs. */
    Path cache();

    /** The folder against which relative paths of settings are resolved: that of the job file. */
    Path base();

    /** Threads that may be used, at least 1; results must not depend on it. */
    int threads();

    /**
     * Tells people how far a piece of work is; safe from any thread, cheap enough for every sample.
     *
     * @param what  what is being done, such as "solving Darcy"
     * @param done  units done
     * @param total units in all
     */
    void progress(String what, long done, long total);
}
