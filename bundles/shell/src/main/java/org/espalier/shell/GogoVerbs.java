package org.espalier.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.espalier.shell.display.Glyphs;
import org.espalier.shell.display.Terminal;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The verbs as commands of Gogo, {@code espalier:stop} and so on, for its scripts and pipes. */
final class GogoVerbs implements AutoCloseable {
    /** The verbs' scope. */
    static final String SCOPE = "espalier";

    private final List<ServiceRegistration<Function>> registrations = new ArrayList<>();

    private GogoVerbs() {}

    /** Registers every verb but the shell, which would wait for a terminal that Gogo has. */
    static GogoVerbs register(BundleContext context, Supplier<Session> session) {
        GogoVerbs verbs = new GogoVerbs();
        for (String name : new Verbs(BashScript.unattached()).names()) {
            if (name.equals("shell")) continue;
            Function verb = (gogo, arguments) -> execute(session.get(), gogo, name, arguments);
            Hashtable<String, Object> properties = new Hashtable<>(
                    Map.of(CommandProcessor.COMMAND_SCOPE, SCOPE, CommandProcessor.COMMAND_FUNCTION, name));
            verbs.registrations.add(context.registerService(Function.class, verb, properties));
        }
        return verbs;
    }

    /** The result is what it prints; a failure is Gogo's too, so that its scripts stop at it. */
    private static Object execute(Session around, CommandSession gogo, String name, List<Object> arguments)
            throws FailedException {
        PrintStream out = gogo.getConsole();
        Session session = around.interruptedBy(Interrupts.none())
                .printing(out, out, Terminal.plain(Glyphs.of(java.nio.charset.Charset.defaultCharset())));
        List<String> words = new ArrayList<>(List.of(name));
        arguments.forEach(argument -> words.add(String.valueOf(argument)));
        int code = new Verbs(session).execute(words);
        if (code != ExitCodes.OK) throw new FailedException("exit code " + code);
        return "";
    }

    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
