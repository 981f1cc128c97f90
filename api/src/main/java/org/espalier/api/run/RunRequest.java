package org.espalier.api.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What to run: a job file, where runs are kept, settings that go before the file's, and weights to begin with. Built by its
 * factory. Immutable.
 */
@ProviderType
public final class RunRequest {
    private final Path job;
    private final Path runs;
    private final Map<String, String> settings;
    private final Optional<Path> weights;

    private RunRequest(Path job, Path runs, Map<String, String> settings, Optional<Path> weights) {
        this.job = job;
        this.runs = runs;
        this.settings = settings;
        this.weights = weights;
    }

    /**
     * A run of a job.
     *
     * @param job  the job file, YAML
     * @param runs the folder below which {@code <job>/<n>} is made
     */
    public static RunRequest of(Path job, Path runs) {
        return new RunRequest(job, runs, Map.of(), Optional.empty());
    }

    /** This request with a setting that goes before the file's: a dotted key, growth entries by their id, a YAML value. */
    public RunRequest set(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new RunRequest(job, runs, Collections.unmodifiableMap(more), weights);
    }

    /**
     * This request with weights in place of those that the model would be born with; the run has their sizes, moments and ages
     * begin anew.
     *
     * @param from a .safetensors or .npz file as exports are, or the directory of a run's checkpoint
     */
    public RunRequest weights(Path from) {
        return new RunRequest(job, runs, settings, Optional.of(from));
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

    /** Weights to begin with, if any. */
    public Optional<Path> weights() {
        return weights;
    }
}
