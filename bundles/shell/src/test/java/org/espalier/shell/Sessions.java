package org.espalier.shell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.run.RunReporter;
import org.espalier.shell.display.Glyphs;
import org.espalier.shell.display.Terminal;

/** Sessions around fakes: nobody reports, nobody interrupts, and what is printed is lost, unless a test says otherwise. */
final class Sessions {
    private final FakeRuns runs;
    private Supplier<List<RunReporter>> reporters = List::of;
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private Terminal terminal = Terminal.plain(Glyphs.UNICODE);
    private Interrupts interrupts = Interrupts.none();
    private Container container = new FakeContainer();

    private Sessions(FakeRuns runs) {
        this.runs = runs;
    }

    static Sessions around(FakeRuns runs) {
        return new Sessions(runs);
    }

    Sessions reportedBy(List<RunReporter> some) {
        reporters = () -> some;
        return this;
    }

    Sessions printing(OutputStream results, OutputStream refusals) {
        out = results;
        err = refusals;
        return this;
    }

    Sessions on(Terminal other) {
        terminal = other;
        return this;
    }

    Sessions interruptedBy(Interrupts other) {
        interrupts = other;
        return this;
    }

    Sessions within(Container other) {
        container = other;
        return this;
    }

    /** The session of an installation, for a caller in a folder. */
    Session in(Path home, Path work) {
        return new Session(
                runs,
                new FakeCatalog(),
                reporters,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                interrupts,
                container,
                home,
                work);
    }
}
