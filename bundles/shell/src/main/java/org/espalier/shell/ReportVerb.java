package org.espalier.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunReporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Write a run's report again, from its files alone.")
final class ReportVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = RunNames.DESCRIPTION)
    String run = "";

    @Mixin
    RunsFolder runs = new RunsFolder();

    ReportVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, FailedException {
        Path directory = new RunNames(session.work(), runs.path).findTrained("report", run, session::complain);
        List<RunReporter> reporters = session.reporters().get();
        if (reporters.isEmpty()) throw new FailedException("report: no bundle writes reports; see espalier doctor");
        for (RunReporter reporter : reporters) {
            try {
                session.print(session.shown(reporter.report(directory)));
            } catch (IOException e) {
                throw new FailedException("report: " + directory + ": " + e.getMessage());
            }
        }
        return ExitCodes.OK;
    }
}
