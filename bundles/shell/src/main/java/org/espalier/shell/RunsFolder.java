package org.espalier.shell;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of verbs that know runs by their names: in which folder those are. */
final class RunsFolder {
    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of runs (default: ${DEFAULT-VALUE}).")
    Path path = Path.of("runs");
}
