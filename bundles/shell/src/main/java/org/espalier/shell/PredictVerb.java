package org.espalier.shell;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.espalier.api.run.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "predict", description = "Predict with a checkpoint, a run's last or one of a step, at any resolution.")
final class PredictVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    CheckpointChoice checkpoint = new CheckpointChoice();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Inputs, .npy: [samples, points…], with or without a last axis of channels.")
    Path input = Path.of("");

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The .npy file to write; it must not exist.")
    Path output = Path.of("");

    PredictVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException {
        Path directory = checkpoint.find("predict", session);
        Path work = session.work();
        int[] shape = session.runs().predict(directory, work.resolve(input), work.resolve(output));
        String times = " " + session.terminal().glyphs().times() + " ";
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(times));
        session.print(session.shown(output) + "  " + sizes);
        return ExitCodes.OK;
    }
}
