package org.espalier.host.configuration;

import java.util.List;
import java.util.Optional;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.Runs;
import org.espalier.host.store.RunDirectory;

/** The runs that go on here, found by the names that people write. */
final class LiveRuns {
    private LiveRuns() {}

    /**
     * The run of that id, or of that directory; of a job's name the newest that is no replay.
     *
     * @param where who asks, as a refusal names it
     * @throws RefusedException if two are kept in different folders under that id
     */
    static Optional<Run> find(Runs runs, String where, String name) throws RefusedException {
        List<Run> found = runs.list().stream()
                .filter(run -> run.id().equals(name)
                        || run.id().startsWith(name + "/") && !RunDirectory.isReplay(run.directory())
                        || run.directory().toString().equals(name))
                .filter(LiveRuns::goesOn)
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Run last = found.get(found.size() - 1);
        for (Run other : found) {
            if (other.id().equals(last.id()) && !other.directory().equals(last.directory())) {
                String both = last.directory() + " or " + other.directory();
                throw new RefusedException(where, "run", "'" + name + "' may be " + both + "; give the directory");
            }
        }
        return Optional.of(last);
    }

    /** Whether a run has not ended. */
    static boolean goesOn(Run run) {
        return switch (run.status()) {
            case FINISHED, STOPPED, FAILED -> false;
            default -> true;
        };
    }
}
