package org.espalier.shell;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.espalier.api.run.RefusedException;
import org.espalier.door.VerbPlaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line: all verbs, and how a refusal or a failure is told. */
final class Verbs {
    /** Verbs that are answered before there is a container. */
    static final List<String> OF_THE_LAUNCHER = List.of("doctor", "version");

    private static final Logger LOG = LoggerFactory.getLogger(Verbs.class);
    private static final String AT = "--at";

    /** Every verb, in the order of help. */
    private static final List<Function<Session, Callable<Integer>>> ALL = List.of(
            RunVerb::new,
            ResumeVerb::new,
            ForkVerb::new,
            ReplayVerb::new,
            ControlsVerb::new,
            RunsVerb::new,
            WatchVerb::new,
            PauseVerb::new,
            StopVerb::new,
            SetVerb::new,
            SwapVerb::new,
            PlanVerb::new,
            HistoryVerb::new,
            CheckpointVerb::new,
            PredictVerb::new,
            EvaluateVerb::new,
            EnergyVerb::new,
            ExportVerb::new,
            ReportVerb::new,
            CompareVerb::new,
            PluginsVerb::new,
            DescribeVerb::new,
            CompleteVerb::new,
            ShellVerb::new,
            ServeVerb::new,
            session -> new HelpVerb());

    private final Session session;
    private final CommandLine line;
    private final Root root = new Root();

    @Command(
            name = "espalier",
            synopsisSubcommandLabel = "VERB",
            description = "Trains neural networks that grow while they train.",
            footer = {
                "  doctor   Check the machine, the installation and the plugins.",
                "  version  Print the version.",
                "",
                "espalier help VERB tells more."
            })
    private static final class Root {
        @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Show where a failure came from.")
        boolean stacktrace;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                scope = ScopeType.INHERIT,
                description = "Show this help.")
        boolean help;
    }

    Verbs(Session session) {
        this.session = session;
        this.line = new CommandLine(root);
        ALL.forEach(verb -> line.addSubcommand(verb.apply(session)));
        // What people type is taken as it is.
        line.setExpandAtFiles(false)
                .setInterpolateVariables(true)
                .setOut(new PrintWriter(session.out(), true))
                .setErr(new PrintWriter(session.err(), true))
                .setParameterExceptionHandler((wrong, arguments) -> misused(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        closeWithExitCodes(line);
        line.getSubcommands().values().forEach(Verbs::complete);
    }

    /** What all verbs have, or all those that are done in a container that runs. */
    private static void complete(CommandLine verb) {
        if (VerbTable.of(verb.getCommandSpec().userObject()) != null) {
            verb.getCommandSpec()
                    .addOption(OptionSpec.builder(AT)
                            .paramLabel("PID")
                            .type(long.class)
                            .description("Do it in the container of that process, where several are running.")
                            .build());
        }
        closeWithExitCodes(verb);
    }

    private static void closeWithExitCodes(CommandLine verb) {
        UsageMessageSpec usage = verb.getCommandSpec().usageMessage();
        List<String> footer = new ArrayList<>(List.of(usage.footer()));
        footer.add("");
        footer.addAll(ExitCodes.HELP);
        usage.footer(footer.toArray(String[]::new));
    }

    /** The verbs. */
    Set<String> names() {
        return line.getSubcommands().keySet();
    }

    /** What may be typed next. */
    Completions completions() {
        return new Completions(specification(), session);
    }

    /** What the verbs are and take. */
    CommandSpec specification() {
        return line.getCommandSpec();
    }

    /** Does what the arguments say: the exit code. */
    int execute(List<String> arguments) {
        if (arguments.isEmpty()) {
            line.usage(session.err());
            return ExitCodes.BAD_INPUT;
        }
        Optional<String> at = CommandLineState.after(specification(), VerbPlaces.options(arguments))
                .option(AT);
        String here = Long.toString(ProcessHandle.current().pid());
        if (at.isPresent() && !at.get().equals(here)) {
            session.complain(AT + " " + at.get() + ": this is the container of process " + here);
            return ExitCodes.BAD_INPUT;
        }
        return line.execute(arguments.toArray(String[]::new));
    }

    private int misused(ParameterException wrong) {
        session.complain(Misuse.line(wrong));
        return ExitCodes.BAD_INPUT;
    }

    private int failed(Exception failure) {
        if (root.stacktrace) failure.printStackTrace(session.err());
        if (failure instanceof RefusedException refused) {
            session.complain(refused.getMessage());
            return ExitCodes.BAD_INPUT;
        }
        if (failure instanceof InterruptedException) {
            session.complain("interrupted");
            return ExitCodes.INTERRUPTED;
        }
        if (failure instanceof FailedException) {
            session.complain(String.valueOf(failure.getMessage()));
            return ExitCodes.FAILED;
        }
        LOG.info("a command failed", failure);
        session.complain(failure + (root.stacktrace ? "" : " (--stacktrace shows where)"));
        return ExitCodes.FAILED;
    }
}
