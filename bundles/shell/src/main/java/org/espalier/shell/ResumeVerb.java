package org.espalier.shell;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.espalier.api.run.Cause;
import org.espalier.api.run.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Go on with a run from its last checkpoint, bit for bit as if it had not stopped.",
        footer = {"", "A finished run is trained longer so: espalier resume darcy --set epochs=20"})
final class ResumeVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = RunNames.DESCRIPTION)
    String run = "";

    @Mixin
    Settings settings = new Settings();

    @Mixin
    Following following = new Following();

    ResumeVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        Path directory = new RunNames(session.work(), following.runs).find("resume", run);
        return new Follower(
                        session.runs()
                                .resume(directory, settings.map(), Cause.of(System.getProperty("user.name", "?"), "")),
                        session,
                        following)
                .follow();
    }
}
