package org.espalier.api.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What to run: a job file, where runs are kept, and settings that go before the file's. Built by its factory.
 * Immutable.
 */
@ProviderType
public final class RunRequest {
    private final Path job;
    private final Path runs;
    private final Map<String, String> settings;

    private RunRequest(Path job, Path runs, Map<String, String> settings) {
        this.job = job;
        this.runs = runs;
        this.settings = settings;
    }

    /**
     * A run of a job.
     *
     * @param job  the job file, YAML
     * @param runs the folder below which {@code <job>/<n>} is made
     */
    public static RunRequest of(Path job, Path runs) {
        return new RunRequest(job, runs, Map.of());
    }

    /** This request with a setting that goes before the file's: a dotted key, growth entries by their id, a YAML value. */
    public RunRequest set(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new RunRequest(job, runs, Collections.unmodifiableMap(more));
    }

    /** The job file. */
    public Path job() {
        return job;
    }

    /** The folder of runs. */
    public Path runs() {
        return runs;
    }

    /** Settings that go before the file's, in the order in which they were given. */
    public Map<String, String> settings() {
        return settings;
    }
}
