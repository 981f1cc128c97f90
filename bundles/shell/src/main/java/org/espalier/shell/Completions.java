package org.espalier.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.SettingDescription;
import org.espalier.door.Place;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may be typed next: verbs, options, jobs, runs, plugins, and the settings of a job. Options and arguments are completed
 * by their labels ({@code JOB}, {@code RUN}, {@code KEY=VALUE}, {@code [KIND] NAME}), so that a new verb need do nothing.
 */
final class Completions {
    static final String JOB = "JOB";
    static final String RUN = "RUN";
    static final String SETTING = "KEY=VALUE";
    static final String PLUGIN = "[KIND] NAME";

    static final String VERB = "VERB";

    /** A place of a run that a plugin fills. */
    static final String KEY = "KEY";

    /** A plugin for such a place. */
    static final String TYPE = "TYPE";

    private final CommandSpec root;
    private final Session session;

    Completions(CommandSpec root, Session session) {
        this.root = root;
        this.session = session;
    }

    /**
     * One of the words that may stand where somebody is typing.
     *
     * @param word  the whole word
     * @param about what it is; may be empty
     * @param more  whether it goes on, so that no blank is to follow: {@code epochs=}
     */
    record Candidate(String word, String about, boolean more) {}

    /**
     * The candidates for the last of some words.
     *
     * @param words what stands after {@code espalier}; the last is the one that is being typed, empty if it is not begun
     */
    List<Candidate> complete(List<String> words) {
        String typed = words.isEmpty() ? "" : words.get(words.size() - 1);
        List<String> before = words.isEmpty() ? words : words.subList(0, words.size() - 1);
        CommandLineState state = CommandLineState.after(root, before);
        return candidates(state, typed).stream()
                .filter(candidate -> candidate.word().startsWith(typed))
                .toList();
    }

    private List<Candidate> candidates(CommandLineState state, String typed) {
        if (state.wanting().isPresent()) {
            return values(state.wanting().get(), state, typed);
        }
        if (typed.startsWith("-")) {
            return options(state.spec());
        }
        if (state.spec() == root) {
            return verbs();
        }
        int place = state.arguments().size();
        return state.spec().positionalParameters().stream()
                .filter(argument -> argument.index().contains(place))
                .findFirst()
                .map(argument -> values(argument, state, typed))
                .orElse(List.of());
    }

    private List<Candidate> verbs() {
        List<Candidate> verbs = new ArrayList<>();
        root.subcommands().forEach((name, line) -> {
            CommandSpec spec = line.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                verbs.add(new Candidate(name, first(spec.usageMessage().description()), false));
            }
        });
        Verbs.OF_THE_LAUNCHER.forEach(name -> verbs.add(new Candidate(name, "", false)));
        return verbs;
    }

    private static List<Candidate> options(CommandSpec spec) {
        return visible(spec)
                .map(option -> new Candidate(option.longestName(), first(option.description()), false))
                .toList();
    }

    /** The options that help shows. */
    static Stream<OptionSpec> visible(CommandSpec spec) {
        return spec.options().stream().filter(option -> !option.hidden());
    }

    private static String first(String... lines) {
        return lines.length == 0 ? "" : lines[0];
    }

    private List<Candidate> values(ArgSpec argument, CommandLineState state, String typed) {
        return switch (argument.paramLabel()) {
            case JOB -> words(jobs().names());
            case RUN, Checkpoints.LABEL -> words(runs(state));
            case VERB -> verbs();
            case PLUGIN -> plugins(state.arguments());
            case SETTING -> settings(state, typed);
            case KEY -> new RunKeys(session, state).places();
            case TYPE -> new RunKeys(session, state).newcomers();
            case EvaluateVerb.SPLIT -> words(List.of("test", "validation"));
            case ExportVerb.FORMAT -> words(List.of("safetensors", "npz"));
            default -> List.of();
        };
    }

    private static List<Candidate> words(List<String> words) {
        return words.stream().map(word -> new Candidate(word, "", false)).toList();
    }

    private JobNames jobs() {
        return new JobNames(session.work(), session.home());
    }

    /** Those in the folder of runs and those of this container, wherever they are kept; or those that go on, if it is about such. */
    private List<String> runs(CommandLineState state) {
        if (isAboutLiveRuns(state.spec())) {
            return LiveRuns.going(session).stream().map(Run::id).distinct().toList();
        }
        Path folder = Path.of(state.option("--runs").orElse("runs"));
        Stream<String> here = session.runs().list().stream().map(Run::id);
        return Stream.concat(new RunNames(session.work(), folder).names().stream(), here)
                .distinct()
                .toList();
    }

    private List<Candidate> plugins(List<String> given) {
        List<Candidate> candidates = new ArrayList<>();
        String kind = given.isEmpty() ? "" : given.get(0).replace('-', ' ');
        TreeSet<String> kinds = new TreeSet<>();
        for (PluginDescription plugin : session.catalog().plugins()) {
            kinds.add(plugin.card().kind().toLowerCase(Locale.ROOT).replace(' ', '-'));
            if (kind.isEmpty() || given.size() == 1 && plugin.card().kind().equals(kind)) {
                candidates.add(new Candidate(plugin.card().name(), plugin.purpose(), false));
            }
        }
        if (given.isEmpty()) {
            kinds.forEach(name -> candidates.add(new Candidate(name, "kind of plugin", false)));
            candidates.add(new Candidate("job", "keys of a job", false));
        }
        return candidates;
    }

    private List<Candidate> settings(CommandLineState state, String typed) {
        int equals = typed.indexOf('=');
        List<Candidate> candidates = new ArrayList<>();
        for (SettingDescription setting : settings(state)) {
            if (equals < 0) {
                candidates.add(new Candidate(setting.key() + "=", about(setting), true));
            } else if (setting.key().equals(typed.substring(0, equals))) {
                setting.values()
                        .forEach(value ->
                                candidates.add(new Candidate(setting.key() + "=" + value, setting.meaning(), false)));
            }
        }
        return candidates;
    }

    private static String about(SettingDescription setting) {
        return setting.meaning()
                + setting.fallback().map(now -> " (" + now + ")").orElse("");
    }

    /** Whether a verb takes only runs that go on in a container. */
    static boolean isAboutLiveRuns(CommandSpec verb) {
        @Nullable Where where = VerbTable.of(verb.userObject());
        return where != null && where.value() == Place.RUNNING;
    }

    /** Those of the job that the line names; where it cannot be read, those of any job; of a run what may change. */
    private List<SettingDescription> settings(CommandLineState state) {
        Optional<? extends ArgSpec> argument =
                state.spec().positionalParameters().stream().findFirst();
        if (argument.map(ArgSpec::paramLabel).filter(RUN::equals).isPresent()) {
            RunKeys keys = new RunKeys(session, state);
            return keys.isSwap() ? keys.ofNewcomer() : keys.changeable();
        }
        try {
            String job = state.arguments().stream()
                    .findFirst()
                    .orElse(argument.map(ArgSpec::defaultValue).orElse(""));
            return session.catalog().settings(jobs().find(job));
        } catch (RefusedException e) {
            return session.catalog().job().stream()
                    .filter(setting -> !setting.key().contains("[]"))
                    .toList();
        }
    }
}
