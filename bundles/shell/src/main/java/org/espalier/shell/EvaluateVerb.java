package org.espalier.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.api.run.Evaluation;
import org.espalier.api.run.RefusedException;
import org.espalier.shell.display.Losses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Measure a checkpoint: loss and figures on test or validation data.",
        footer = {"", "Example: espalier evaluate darcy@480 --resolution 32 --resolution 64"})
final class EvaluateVerb implements Callable<Integer> {
    static final String SPLIT = "SPLIT";
    private final Session session;

    @Mixin
    CheckpointChoice checkpoint = new CheckpointChoice();

    @Option(
            names = "--split",
            paramLabel = SPLIT,
            defaultValue = "test",
            description = "test or validation (default: ${DEFAULT-VALUE}).")
    String split = "test";

    @Option(
            names = "--resolution",
            paramLabel = "N",
            description = "Grid points per axis (default: those that the job tests at). May be repeated.")
    List<Integer> resolutions = new ArrayList<>();

    @Option(names = "--json", description = "Print one line of JSON, losses as exact as they are.")
    boolean json;

    EvaluateVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        Path from = checkpoint.find("evaluate", session);
        Evaluation measured = session.runs().evaluate(from, split, resolutions);
        String which = session.shown(measured.checkpoint());
        if (json) {
            session.print(Losses.json(which, split, measured.losses()));
        } else {
            session.print("checkpoint  " + which);
            Losses.lines(split, measured.losses()).forEach(session::print);
        }
        return ExitCodes.OK;
    }
}
