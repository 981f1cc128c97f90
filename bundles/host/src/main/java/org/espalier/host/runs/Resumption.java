package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.Split;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunStatus;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Supply;
import org.espalier.host.store.Checkpoint;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run goes on from, with everything checked and nothing touched.
 *
 * @param assembly   its job, with the settings that are to change
 * @param checkpoint its newest checkpoint; empty for a run that ended before the first, which is that of its birth
 * @param notices    what people should know of it
 */
record Resumption(Assembly assembly, Optional<Checkpoint> checkpoint, List<Notice> notices) {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    /**
     * The resumption of a run whose lock is held.
     *
     * @param where what the run is called in refusals
     * @throws RefusedException if the run has finished, a setting may not change, or job and checkpoint do not fit
     */
    static Resumption of(RunDirectory directory, String where, Map<String, String> settings, PluginRegistry registry)
            throws IOException, RefusedException {
        Adjustable.check(settings);
        JobFile file = JobFile.read(directory.jobFile(), settings);
        Optional<Checkpoint> checkpoint = newest(directory);
        long done = checkpoint.map(c -> c.snapshot().position().epoch()).orElse(0L);
        boolean finished = ResultFile.status(directory).equals(Optional.of(RunStatus.FINISHED.name()));
        if (finished && checkpoint.isEmpty()) {
            throw new RefusedException(where, "", "the run has finished, and there is no checkpoint to go on from");
        }
        Adjustable.checkLength(settings, file.job().epochs(), done, finished, where);
        Assembly assembly = Assembly.of(file, Supply.of(registry), base(directory));
        if (checkpoint.isPresent()) {
            int samples = assembly.outline().count(Split.TRAIN);
            new Restoring(checkpoint.get().snapshot(), assembly.sizing())
                    .check(assembly.job(), samples, assembly.optimizers(), assembly.scheduleSchema());
        }
        return new Resumption(
                assembly, checkpoint, Notice.resumed(checkpoint.map(Checkpoint::snapshot), assembly.job()));
    }

    /** The folder from which the paths in a run's job start. */
    static Path base(RunDirectory directory) throws IOException {
        return Path.of(Files.readString(directory.path().resolve("base.txt")).strip());
    }

    private static Optional<Checkpoint> newest(RunDirectory directory) throws IOException {
        Checkpoints checkpoints = directory.checkpoints(Disk.local());
        if (checkpoints.newestFirst().isEmpty()) {
            return Optional.empty();
        }
        Checkpoint newest = checkpoints.newest();
        newest.passedOver().forEach(e -> LOG.warn("passed over a checkpoint: {}", e.getMessage()));
        return Optional.of(newest);
    }

    /** Writes the changed job, so that the run has it from now on also if it is killed at once. */
    void keepSettings(RunDirectory directory) throws IOException {
        // First: a run that has become longer has not finished.
        Files.deleteIfExists(directory.resultFile());
        directory.write("job.yaml", assembly.resolved().toYaml());
    }
}
