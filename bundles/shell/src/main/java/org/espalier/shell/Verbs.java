package org.espalier.shell;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.api.run.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line: all verbs, and how a refusal or a failure is told. */
final class Verbs {
    /** Verbs that are answered before there is a container. */
    static final List<String> OF_THE_LAUNCHER = List.of("doctor", "version");

    private static final Logger LOG = LoggerFactory.getLogger(Verbs.class);
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
        this.line = new CommandLine(root)
                .addSubcommand(new RunVerb(session))
                .addSubcommand(new ResumeVerb(session))
                .addSubcommand(new PredictVerb(session))
                .addSubcommand(new EvaluateVerb(session))
                .addSubcommand(new ExportVerb(session))
                .addSubcommand(new ReportVerb(session))
                .addSubcommand(new PluginsVerb(session))
                .addSubcommand(new DescribeVerb(session))
                .addSubcommand(new CompleteVerb(session))
                .addSubcommand(new ShellVerb(session))
                .addSubcommand(new ServeVerb(session))
                .addSubcommand(new HelpVerb())
                // What people type is taken as it is.
                .setExpandAtFiles(false)
                .setInterpolateVariables(true)
                .setOut(new PrintWriter(session.out(), true))
                .setErr(new PrintWriter(session.err(), true))
                .setParameterExceptionHandler((wrong, arguments) -> misused(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        closeWithExitCodes(line);
        line.getSubcommands().values().forEach(Verbs::closeWithExitCodes);
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
