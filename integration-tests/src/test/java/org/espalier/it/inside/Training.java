package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;

/** Runs of one job below one folder; all have the same name and number, so that equal runs leave equal files. */
record Training(Runs runs, Path job, Path folder) {

    static Training of(Runs runs, SmallJob job, Path folder) throws IOException {
        return new Training(runs, job.in(folder), folder);
    }

    /** What happens on the run's own thread, between two steps. */
    interface Happening {
        void on(RunEvent event) throws Exception;
    }

    /** Starts a run in the folder {@code name}. */
    Run start(String name, Map<String, String> settings) throws Exception {
        RunRequest request = RunRequest.of(job, Files.createDirectories(folder.resolve(name)));
        for (Map.Entry<String, String> setting : settings.entrySet())
            request = request.set(setting.getKey(), setting.getValue());
        return runs.start(request);
    }

    /** A run that nobody disturbs, from start to end. */
    RunFolder finished(String name, Map<String, String> settings) throws Exception {
        return finished(start(name, settings));
    }

    static RunFolder finished(Run run) throws Exception {
        ended(run, RunStatus.FINISHED);
        return new RunFolder(run.directory());
    }

    static RunResult ended(Run run, RunStatus status) throws Exception {
        RunResult result = run.await();
        assertEquals(status, result.status(), result::message);
        return result;
    }

    /** Lets something happen during a run; what goes wrong there is in the list. */
    static void during(Run run, List<Throwable> wrong, Happening happening) {
        run.subscribe(event -> {
            try {
                happening.on(event);
            } catch (Throwable e) {
                wrong.add(e);
            }
        });
    }
}
