package org.espalier.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.Runs;
import org.espalier.shell.display.Glyphs;
import org.espalier.shell.display.Terminal;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verbs as commands of the container's shell: {@code espalier:run darcy}. */
@Component(
        service = GogoCommands.class,
        property = {
            "osgi.command.scope=espalier",
            "osgi.command.function=run",
            "osgi.command.function=resume",
            "osgi.command.function=predict",
            "osgi.command.function=plugins",
            "osgi.command.function=describe"
        })
public final class GogoCommands {
    private final Runs runs;
    private final Catalog catalog;
    private final BundleContext context;

    /** Made by the container. */
    @Activate
    public GogoCommands(@Reference Runs runs, @Reference Catalog catalog, BundleContext context) {
        this.runs = runs;
        this.catalog = catalog;
        this.context = context;
    }

    /** As {@code espalier run}. */
    public void run(String... arguments) {
        execute("run", arguments);
    }

    /** As {@code espalier resume}. */
    public void resume(String... arguments) {
        execute("resume", arguments);
    }

    /** As {@code espalier predict}. */
    public void predict(String... arguments) {
        execute("predict", arguments);
    }

    /** As {@code espalier plugins}. */
    public void plugins(String... arguments) {
        execute("plugins", arguments);
    }

    /** As {@code espalier describe}. */
    public void describe(String... arguments) {
        execute("describe", arguments);
    }

    private void execute(String verb, String... arguments) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(arguments));
        // The shell owns the terminal and its signals; output may go into a pipe of its own, so it is plain lines.
        Session session = new Session(
                runs,
                catalog,
                List::of,
                System.out,
                System.err,
                Terminal.plain(Glyphs.of(StandardCharsets.UTF_8)),
                Interrupts.none(),
                new OsgiContainer(context),
                Path.of(System.getProperty("espalier.home", "")),
                Path.of(""));
        new Verbs(session).execute(words);
    }
}
