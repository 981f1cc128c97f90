package org.espalier.host.job;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.RefusedException;
import org.espalier.host.store.Disk;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.Snapshot;

/**
 * The job in effect at a checkpoint: that of the run's birth with all that was changed up to there. A run's {@code job.yaml} is
 * what it was born with; whoever asks what a checkpoint was trained with asks here.
 *
 * @param run   the run's directory
 * @param notes the notes of the checkpoint; empty before the first one, when it is the job of birth
 */
public record JobInEffect(RunDirectory run, Map<String, String> notes) {
    /** The note that holds it, as YAML. */
    public static final String NOTE = "job";

    /** That at a checkpoint of a run. */
    public static JobInEffect at(RunDirectory run, Snapshot snapshot) {
        return new JobInEffect(run, snapshot.notes());
    }

    /** That at a checkpoint of a run, or at its birth where there is none. */
    public static JobInEffect at(RunDirectory run, Optional<Snapshot> snapshot) {
        return new JobInEffect(run, snapshot.map(Snapshot::notes).orElse(Map.of()));
    }

    /** That at the newest checkpoint of a run, read without its arrays. */
    public static JobInEffect newest(RunDirectory run) throws IOException {
        return new JobInEffect(run, run.checkpoints(Disk.local()).newestNotes().orElse(Map.of()));
    }

    /** As YAML; of a checkpoint that does not say, the run's. */
    public String yaml() throws RefusedException {
        String noted = notes.get(NOTE);
        return noted == null ? JobFile.text(run.jobFile()) : noted;
    }

    /** Under settings that go before it. */
    public JobFile under(Map<String, String> settings) throws RefusedException {
        return JobFile.parse(yaml(), run.jobFile(), settings);
    }
}
