package org.espalier.shell;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Write a checkpoint's weights for others, and the Python that reads them beside them.",
        footer = {"", "Example: espalier export darcy@480 --format npz --output darcy-weights"})
final class ExportVerb implements Callable<Integer> {
    static final String FORMAT = "FORMAT";
    private final Session session;

    @Mixin
    CheckpointChoice checkpoint = new CheckpointChoice();

    @Option(
            names = "--format",
            paramLabel = FORMAT,
            defaultValue = "safetensors",
            description = "safetensors or npz (default: ${DEFAULT-VALUE}).")
    String format = "safetensors";

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Folder to write into (default: job-n, or job-n-step).")
    @Nullable
    Path output;

    ExportVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException {
        Path named = checkpoint.find("export", session);
        Path folder = session.work().resolve(output == null ? usual(named) : output);
        for (Path file : session.runs().export(named, format, folder)) {
            session.print(session.shown(file));
        }
        return ExitCodes.OK;
    }

    private static Path usual(Path named) {
        Path parent = named.getParent();
        if (!parent.endsWith("checkpoints")) return Path.of(parent.getFileName() + "-" + named.getFileName());
        return Path.of(usual(parent.getParent()) + "-" + named.getFileName());
    }
}
