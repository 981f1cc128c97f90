package org.espalier.shell;

import org.espalier.api.run.Run;
import org.espalier.shell.display.Display;
import org.espalier.shell.display.JsonDisplay;
import org.espalier.shell.display.LiveDisplay;
import org.espalier.shell.display.PlainDisplay;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of verbs that follow a run: where runs are kept and how one is shown. */
final class Following {
    @Mixin
    RunsFolder runs = new RunsFolder();

    @Option(names = "--json", description = "Print every event as one line of JSON.")
    boolean json;

    @Option(names = "--quiet", description = "Print nothing but the outcome.")
    boolean quiet;

    /** The display that the options and the terminal ask for. */
    Display display(Run run, Session session) {
        if (json) return new JsonDisplay(session.out());
        if (quiet) return Display.quiet();
        return session.terminal().live()
                ? new LiveDisplay(run.id(), session.out(), session.terminal(), System::nanoTime)
                : new PlainDisplay(run.id(), session.out(), session.terminal().glyphs());
    }
}
