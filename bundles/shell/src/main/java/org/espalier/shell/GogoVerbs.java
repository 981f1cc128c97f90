package org.espalier.shell;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.espalier.shell.display.Terminal;
import org.jspecify.annotations.Nullable;
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
            Function verb = (gogo, arguments) -> execute(session.get(), name, arguments);
            Hashtable<String, Object> properties = new Hashtable<>(
                    Map.of(CommandProcessor.COMMAND_SCOPE, SCOPE, CommandProcessor.COMMAND_FUNCTION, name));
            verbs.registrations.add(context.registerService(Function.class, verb, properties));
        }
        return verbs;
    }

    /** Its result is what it prints; a failure is Gogo's too, so that its scripts stop at it. */
    private static @Nullable Object execute(Session around, String name, List<Object> arguments)
            throws FailedException {
        // Gogo gives every command a standard output of its own: the next command's input, or the shell's.
        Session session = around.interruptedBy(Interrupts.none())
                .printing(
                        System.out, System.err, Terminal.plain(around.terminal().glyphs()));
        List<String> words = new ArrayList<>(List.of(name));
        arguments.forEach(argument -> words.add(String.valueOf(argument)));
        int code = new Verbs(session).execute(words);
        if (code != ExitCodes.OK) throw new FailedException("exit code " + code);
        return null;
    }

    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
