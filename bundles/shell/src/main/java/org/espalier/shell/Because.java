package org.espalier.shell;

import org.espalier.api.run.Cause;
import picocli.CommandLine.Option;

/** The option of verbs that change a run: why. Who it is, the session knows. */
final class Because {
    @Option(names = "--because", paramLabel = "TEXT", defaultValue = "", description = "Why, for the run's journal.")
    String text = "";

    /** Who changes something, and why. */
    Cause cause(Session session) {
        return Cause.of(session.user(), text);
    }
}
