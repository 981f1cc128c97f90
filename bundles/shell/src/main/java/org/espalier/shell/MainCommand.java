package org.espalier.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.RunReporter;
import org.espalier.api.run.Runs;
import org.espalier.door.TerminalFacts;
import org.espalier.shell.display.Terminal;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The service that the launcher calls with the words after {@code espalier}; it answers the exit code. */
@Component(service = Function.class, property = "org.espalier.command=main")
public final class MainCommand implements Function<List<String>, Integer> {
    private final Runs runs;
    private final Catalog catalog;
    private final BundleContext context;
    private final GogoVerbs gogo;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<RunReporter> reporters = List.of();

    /** Made by the container. */
    @Activate
    public MainCommand(@Reference Runs runs, @Reference Catalog catalog, BundleContext context) {
        this.runs = runs;
        this.catalog = catalog;
        this.context = context;
        this.gogo = GogoVerbs.register(context, this::session);
    }

    @Deactivate
    void deactivate() {
        gogo.close();
    }

    @Override
    public Integer apply(List<String> arguments) {
        Session session = session();
        return new Verbs(session.through(serving -> OwnDoor.open(session, plugins(), serving))).execute(arguments);
    }

    private String plugins() {
        String folder = context.getProperty("felix.fileinstall.dir");
        return folder == null ? "" : folder;
    }

    private Session session() {
        TerminalFacts facts = TerminalFacts.ofThisProcess();
        return new Session(
                runs,
                catalog,
                () -> reporters,
                printing(System.out, FileDescriptor.out, facts),
                printing(System.err, FileDescriptor.err, facts),
                Terminal.of(facts),
                Signals.ofThisProcess(),
                new OsgiContainer(context),
                Path.of(System.getProperty("espalier.home", "")),
                Path.of(""));
    }

    /** The process's own stream once Gogo has put its own there: that leads to whatever a command prints to, which may be this. */
    private static PrintStream printing(PrintStream now, FileDescriptor to, TerminalFacts facts) {
        return now.getClass().getName().startsWith("org.apache.felix.gogo.")
                ? new PrintStream(new FileOutputStream(to), false, facts.encoding())
                : now;
    }
}
