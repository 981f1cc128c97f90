package org.espalier.shell;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

@Command(
        name = "shell",
        description = {
            "Open an interactive shell in the container: every verb as on the command line, and the container's own commands,"
                    + " such as lb.",
            "Ctrl-C stops the command, Ctrl-D or exit leaves the shell and stops what still runs with a checkpoint."
        })
final class ShellVerb implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ShellVerb.class);
    private final Session session;

    ShellVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        try (Doorway.Opened door = session.door().open(/* serving= */ false);
                Lines lines = lines()) {
            return new Console(session, lines).run();
        }
    }

    private Lines lines() {
        if (session.terminal().live()) {
            try {
                return new TerminalLines(TerminalLines.ofThisProcess(), new VerbCompleter(session), history());
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.warn("lines are read without history and completion: {}", e.toString());
                LOG.info("no terminal", e);
            }
        }
        return new PlainLines(new InputStreamReader(System.in));
    }

    private Path history() {
        String data = System.getProperty("espalier.data");
        Path folder = data == null ? session.home().resolve("data") : Path.of(data);
        return folder.resolve("shell-history");
    }
}
