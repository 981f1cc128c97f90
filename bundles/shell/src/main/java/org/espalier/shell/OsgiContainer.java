package org.espalier.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;

/** The OSGi framework, with Gogo for its own commands. */
final class OsgiContainer implements Container {
    private static final String LAUNCHER = "(org.espalier.launcher=verbs)";
    private static final String THEIRS = "(&(" + CommandProcessor.COMMAND_FUNCTION + "=*)(!("
            + CommandProcessor.COMMAND_SCOPE + "=" + GogoVerbs.SCOPE + ")))";
    private final BundleContext own;
    private final BundleContext system;

    /** @param bundle a context of the framework; to listen, the system bundle's is used, since it outlives ours */
    OsgiContainer(BundleContext bundle) {
        this.own = bundle;
        this.system = bundle.getBundle(0).getBundleContext();
    }

    @Override
    public AutoCloseable whenStopping(Runnable action) {
        SynchronousBundleListener listener = event -> {
            if (event.getBundle().getBundleId() == 0 && event.getType() == BundleEvent.STOPPING) action.run();
        };
        system.addBundleListener(listener);
        return () -> system.removeBundleListener(listener);
    }

    @Override
    public Collection<String> commands() {
        var names = new TreeSet<String>();
        try {
            ServiceReference<?>[] found = own.getAllServiceReferences(null, THEIRS);
            if (found == null) return names;
            for (ServiceReference<?> command : found) names.addAll(functions(command));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return names;
    }

    private static Collection<String> functions(ServiceReference<?> command) {
        Object functions = command.getProperty(CommandProcessor.COMMAND_FUNCTION);
        if (functions instanceof Object[] many)
            return Arrays.stream(many).map(String::valueOf).toList();
        return functions instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(functions));
    }

    @Override
    public void execute(String line, PrintStream out, PrintStream err) throws Exception {
        ServiceReference<CommandProcessor> gogo = own.getServiceReference(CommandProcessor.class);
        CommandProcessor processor = gogo == null ? null : own.getService(gogo);
        if (processor == null) throw new FailedException("the container's own commands need the bundle Gogo Runtime");
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), out, err)) {
            // A verb goes before a command of that name, such as Felix's stop, also within a line of theirs.
            session.put("SCOPE", GogoVerbs.SCOPE + ":*");
            Object answer = session.execute(line);
            if (answer != null) out.println(session.format(answer, Converter.INSPECT));
        } finally {
            own.ungetService(gogo);
        }
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // launcher and bundles share types of the JDK only
    public OptionalInt launcher(List<String> words, Consumer<String> out) {
        try {
            for (ServiceReference<BiFunction> launcher : own.getServiceReferences(BiFunction.class, LAUNCHER)) {
                BiFunction<List<String>, Consumer<String>, Integer> verbs = own.getService(launcher);
                Integer code = verbs == null ? null : verbs.apply(words, out);
                if (code != null) return OptionalInt.of(code);
            }
            return OptionalInt.empty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
