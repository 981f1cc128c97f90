package org.espalier.shell;

import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Train a job and follow it to its end. Ctrl-C stops it with a checkpoint.",
        footer = {"", "Example: espalier run darcy --set epochs=4 --set growth.modes.explained=0.9"})
final class RunVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "JOB",
            defaultValue = "darcy",
            description = "A job file, or a name in the installation's jobs/ (default: ${DEFAULT-VALUE}).")
    String job = "darcy";

    @Mixin
    Settings settings = new Settings();

    @Mixin
    Following following = new Following();

    RunVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        RunRequest request = RunRequest.of(
                new JobNames(session.work(), session.home()).find(job),
                session.work().resolve(following.runs));
        for (Map.Entry<String, String> setting : settings.map().entrySet()) {
            request = request.set(setting.getKey(), setting.getValue());
        }
        return new Follower(session.runs().start(request), session, following).follow();
    }
}
