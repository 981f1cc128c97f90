package org.espalier.host.configuration;

import java.util.List;
import java.util.Optional;
import org.espalier.api.run.Run;
import org.espalier.api.run.Runs;

/** The runs that go on here, found by the names that people write. */
final class LiveRuns {
    private LiveRuns() {}

    /** The run of that id; of a job's name the newest. */
    static Optional<Run> find(Runs runs, String name) {
        List<Run> found = runs.list().stream()
                .filter(run -> run.id().equals(name) || run.id().startsWith(name + "/"))
                .filter(LiveRuns::goesOn)
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** Whether a run has not ended. */
    static boolean goesOn(Run run) {
        return switch (run.status()) {
            case FINISHED, STOPPED, FAILED -> false;
            default -> true;
        };
    }
}
