package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.Split;
import org.espalier.api.run.Cause;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunStatus;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Footing;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.Supply;
import org.espalier.host.store.Checkpoint;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run goes on from, with everything checked and nothing touched.
 *
 * @param assembly   its job, with the settings that are to change
 * @param checkpoint its newest checkpoint; empty for a run that ended before the first, which is that of its birth
 * @param parent     the checkpoint of which it is a fork
 * @param notices    what people should know of it
 */
record Resumption(Assembly assembly, Optional<Checkpoint> checkpoint, Optional<String> parent, List<Notice> notices) {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    /** A run that is to be born. */
    static Resumption none(Assembly assembly) {
        return new Resumption(assembly, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The resumption of a run whose lock is held.
     *
     * @param where what the run is called in refusals
     * @throws RefusedException if the run has finished, a setting may not change, or job and checkpoint do not fit
     */
    static Resumption of(RunDirectory directory, String where, Map<String, String> settings, Cause cause, Supply supply)
            throws IOException, RefusedException {
        Map<String, String> meant = Adjustable.meant(settings);
        Adjustable.check(meant);
        Optional<Checkpoint> checkpoint = newest(directory);
        JobFile file = job(directory, checkpoint.map(Checkpoint::snapshot), meant);
        long done = checkpoint.map(c -> c.snapshot().position().epoch()).orElse(0L);
        boolean finished = ResultFile.status(directory).equals(Optional.of(RunStatus.FINISHED.name()));
        if (finished && checkpoint.isEmpty()) {
            throw new RefusedException(where, "", "the run has finished, and there is no checkpoint to go on from");
        }
        Adjustable.checkLength(meant, file.job().epochs(), done, finished, where);
        if (checkpoint.isEmpty() && Files.exists(directory.path().resolve(Fork.ORIGIN))) {
            throw new RefusedException(
                    where, "", "is a fork, which begins with its checkpoint, and there is none left");
        }
        RecordedGrowth recorded = Replay.in(directory).map(Replay::growth).orElse(RecordedGrowth.none());
        Assembly assembly =
                Assembly.of(file, supply, Footing.at(base(directory)).grownAs(recorded));
        if (checkpoint.isPresent()) {
            check(checkpoint.get().snapshot(), assembly);
        }
        List<Notice> notices =
                Notice.resumed(checkpoint.map(Checkpoint::snapshot), assembly.job(), assembly.strategies());
        Job before =
                job(directory, checkpoint.map(Checkpoint::snapshot), Map.of()).job();
        Adjustable.differences(before, file.job(), meant.keySet()).stream()
                .map(change -> Notice.set(change, cause))
                .forEach(notices::add);
        return new Resumption(
                assembly, checkpoint, checkpoint.flatMap(c -> c.snapshot().parent()), notices);
    }

    /** Checks that an assembly can go on from a snapshot. */
    static void check(Snapshot snapshot, Assembly assembly) {
        int samples = assembly.outline().count(Split.TRAIN);
        new Restoring(snapshot, assembly.sizing())
                .check(assembly.job(), samples, assembly.optimizers(), assembly.schedule());
    }

    /** The job that was in effect at a checkpoint, or with which the run was born, under settings that go before it. */
    static JobFile job(RunDirectory directory, Optional<Snapshot> snapshot, Map<String, String> settings)
            throws RefusedException {
        String yaml = snapshot.map(s -> s.notes().get(Snapshots.JOB)).orElse(null);
        return yaml == null
                ? JobFile.read(directory.jobFile(), settings)
                : JobFile.parse(yaml, directory.jobFile(), settings);
    }

    /** Steps done; −1 for a run that is to be born. */
    long step() {
        return checkpoint.map(c -> c.snapshot().position().step()).orElse(-1L);
    }

    /** The run's orders, with those behind it that it has. */
    OrderLog orders(RunDirectory directory) throws IOException {
        return orders(directory, checkpoint.map(Checkpoint::snapshot));
    }

    /** Those of a run, with the ones behind it that it had at a checkpoint, or none. */
    static OrderLog orders(RunDirectory directory, Optional<Snapshot> snapshot) throws IOException {
        String done = snapshot.map(s -> s.notes().get(Snapshots.ORDERS)).orElse("0");
        try {
            return OrderLog.of(directory, Integer.parseInt(done));
        } catch (NumberFormatException e) {
            throw new IOException("the checkpoint says " + done + " orders");
        }
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
}
