package org.espalier.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.espalier.door.CardFolder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The program behind {@code bin/espalier}. It answers {@code version} and {@code doctor} itself, has verbs about what is running
 * done where it runs, and for everything else starts the container and lets a service in there answer.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int code;
        try {
            code = answer(Home.find(), List.of(arguments));
        } catch (LaunchException | RuntimeException | Error e) {
            if (!(e instanceof LaunchException))
                LoggerFactory.getLogger(Main.class).info("failed", e);
            told(e, Leaving.hasBegun()).ifPresent(System.err::println);
            code = e instanceof LaunchException refused ? refused.exitCode() : ExitCode.FAILED;
        }
        System.exit(code);
    }

    /** What the user reads of a failure: nothing if it comes of the container's being taken down by Ctrl-C. */
    static Optional<String> told(Throwable failure, boolean leaving) {
        if (leaving) return Optional.empty();
        return Optional.of("espalier: "
                + (failure instanceof LaunchException refused
                        ? refused.getMessage()
                        : LaunchException.rootReason(failure) + " (the log has the rest)"));
    }

    private static int answer(Home home, List<String> arguments) throws LaunchException {
        Optional<OwnVerb> own = OwnVerb.of(arguments);
        if (own.isPresent() && own.get().wantsHelp(arguments)) {
            System.out.print(own.get().help());
            return ExitCode.OK;
        }
        if (own.equals(Optional.of(OwnVerb.VERSION))) {
            System.out.println(Version.line(home));
            return ExitCode.OK;
        }
        if (own.isEmpty()) {
            OptionalInt visited = new Visiting(home, CardFolder.ofThisUser()).answer(arguments);
            if (visited.isPresent()) return visited.getAsInt();
        }
        if (arguments.contains("--stacktrace")) Traces.show();
        log(home);
        // Bundles read it too: what they cache belongs there.
        System.setProperty("espalier.data", home.data().toString());
        if (own.equals(Optional.of(OwnVerb.DOCTOR))) return Doctor.examine(home, OwnVerb.wantsJson(arguments));
        if (ReadingVerb.isAskedBy(arguments)) {
            Nd4jStart.prepare(home);
        } else {
            Natives.of(home).check(Natives.machine(), Natives.cpuFlags(Natives.cpuinfo()));
            Nd4jStart.run(home);
        }
        try (Container container = Container.start(home)) {
            return run(container, arguments);
        }
    }

    private static int run(Container container, List<String> arguments) throws LaunchException {
        List<String> troubles = container.troubles();
        if (!troubles.isEmpty()) throw new LaunchException(ExitCode.CONTAINER, String.join("\nespalier: ", troubles));
        // Before the command has the terminal: what is wrong with a plugin goes to the log, and its warnings to
        // standard error.
        container.pluginFindings();
        var patience = Duration.ofSeconds(Long.getLong("espalier.command.seconds", 10));
        return CommandService.call(container.context(), arguments, patience)
                .orElseThrow(
                        () -> new LaunchException(
                                ExitCode.CONTAINER,
                                "no bundle answers the command line (a service with org.espalier.command=main): see bin/espalier doctor"));
    }

    /** Points the log at this installation; before anything logs, since the first message fixes it. */
    private static void log(Home home) {
        Path configuration = home.conf().resolve("logback.xml");
        if (System.getProperty("logback.configurationFile") == null)
            System.setProperty("logback.configurationFile", configuration.toString());
        System.setProperty("espalier.log", home.logs().toString());
        System.setProperty(
                "espalier.pid", String.valueOf(ProcessHandle.current().pid()));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
