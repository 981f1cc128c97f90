package org.espalier.shell;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.Runs;
import org.espalier.shell.display.Glyphs;
import org.espalier.shell.display.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion script for bash: verbs and options are written into it, jobs and runs are files that it looks for itself,
 * plugins and settings it asks {@code espalier complete} for.
 */
public final class BashScript {
    private static final String TEMPLATE = "espalier.bash";

    private BashScript() {}

    /** Writes the script into a file; the build calls it. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, of(new Verbs(unattached()).specification()));
    }

    /** The script for the verbs of a command line. */
    static String of(CommandSpec root) throws IOException {
        List<CommandSpec> verbs = root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .toList();
        String names = Stream.concat(verbs.stream().map(CommandSpec::name), Verbs.OF_THE_LAUNCHER.stream())
                .collect(Collectors.joining(" "));
        String cases = verbs.stream().map(BashScript::clause).collect(Collectors.joining());
        return template().replace("@VERBS@", names).replace("    @CASES@\n", cases);
    }

    private static String clause(CommandSpec verb) {
        String options =
                Completions.visible(verb).map(OptionSpec::longestName).sorted().collect(Collectors.joining(" "));
        String argument = verb.positionalParameters().isEmpty() ? "none" : kind(verb);
        String more = verb.positionalParameters().size() > 1 ? "ask" : "none";
        return "    %s) options='%s' argument=%s more=%s settings='%s' files='%s' ;;%n"
                .formatted(verb.name(), options, argument, more, labelled(verb, true), labelled(verb, false))
                .replace("\r\n", "\n");
    }

    private static String kind(CommandSpec verb) {
        String label = verb.positionalParameters().get(0).paramLabel();
        return switch (label) {
            case Completions.PLUGIN -> "plugin";
            case Completions.RUN -> Completions.isAboutLiveRuns(verb) ? "live" : "run";
            case Checkpoints.LABEL -> "run";
            default -> label.toLowerCase(Locale.ROOT);
        };
    }

    /** The options whose values are settings, or the others that take a value: folders and files. */
    private static String labelled(CommandSpec verb, boolean settings) {
        return Completions.visible(verb)
                .filter(option -> option.arity().max() > 0)
                .filter(option -> option.paramLabel().equals(Completions.SETTING) == settings)
                .map(OptionSpec::longestName)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String template() throws IOException {
        try (InputStream in = BashScript.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) throw new IOException("the bundle has no " + TEMPLATE);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A session that knows what the verbs are and can do nothing. */
    static Session unattached() {
        return new Session(
                nothing(Runs.class),
                nothing(Catalog.class),
                List::of,
                System.out,
                System.err,
                Terminal.plain(Glyphs.of(StandardCharsets.UTF_8)),
                Interrupts.none(),
                nothing(Container.class),
                Path.of(""),
                Path.of(""));
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    throw new IllegalStateException("there is no container here for " + method.getName());
                }));
    }
}
