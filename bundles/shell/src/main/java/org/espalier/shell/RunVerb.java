package org.espalier.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunRequest;
import org.espalier.door.Place;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Train a job and follow it to its end. Ctrl-C stops it with a checkpoint.",
        footer = {
            "",
            "Example: espalier run darcy --set epochs=4 --set growth.modes.explained=0.9",
            "         espalier run darcy --weights darcy/1@480 --set growth=off"
        })
@Where(value = Place.OWN, option = "--detach", with = Place.SERVING)
final class RunVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "JOB",
            defaultValue = "darcy",
            description = "A job file, or a name in the installation's jobs/ (default: ${DEFAULT-VALUE}).")
    String job = "darcy";

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "Begin with these weights, at their sizes: a .safetensors or .npz file, or a checkpoint RUN@STEP.")
    @Nullable
    String weights;

    @Option(
            names = "--detach",
            description = "Have a container that serves train it: print the run's name and return; 'watch' follows it.")
    boolean detach;

    @Mixin
    Settings settings = new Settings();

    @Mixin
    Following following = new Following();

    RunVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        Path file = new JobNames(session.work(), session.home()).find(job);
        RunRequest request =
                settings.on(RunRequest.of(file, session.work().resolve(following.runs.path)), RunRequest::set);
        if (weights != null) {
            request = request.weights(given(weights));
        }
        Run run = session.runs().start(request);
        if (detach) {
            session.print(run.id());
            return ExitCodes.OK;
        }
        return Follower.toItsEnd(run, session, following);
    }

    /** What is there as a file is one, whatever its name. */
    private Path given(String weights) throws RefusedException {
        Path file = session.work().resolve(weights);
        if (Files.exists(file) || weights.endsWith(".safetensors") || weights.endsWith(".npz")) return file;
        return new Checkpoints(new RunNames(session.work(), following.runs.path))
                .find("run --weights", weights, session::complain);
    }
}
