package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words that are no command, and what to say of them: one line that names what is wrong and what would do. */
final class Misuse {
    private static final String SET = "--set";

    private Misuse() {}

    /** The line. */
    static String line(ParameterException wrong) {
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        boolean verb = spec.parent() != null;
        if (!verb && wrong instanceof UnmatchedArgumentException unmatched && !isOption(first(unmatched))) {
            return noVerb(first(unmatched), spec);
        }
        String why = (verb ? spec.name() + ": " : "") + why(wrong, spec);
        return why + (why.endsWith("?") ? " see " : "; see ") + spec.qualifiedName(" ") + " --help";
    }

    /** {@code no verb 'rnu'; did you mean run?} */
    static String noVerb(String word, CommandSpec root) {
        List<String> verbs = new ArrayList<>();
        root.subcommands().forEach((name, verb) -> {
            if (!verb.getCommandSpec().usageMessage().hidden()) verbs.add(name);
        });
        verbs.addAll(Verbs.OF_THE_LAUNCHER);
        return "no verb '" + word + "'; "
                + Likeness.nearest(word, verbs)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("there are " + String.join(", ", verbs));
    }

    private static String why(ParameterException wrong, CommandSpec spec) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = first(unmatched);
            return isOption(word) ? noOption(word, spec) : tooMany(word, spec);
        }
        if (wrong instanceof MissingParameterException missing) {
            boolean some = String.valueOf(missing.getMessage()).contains("but only 1 ");
            return missing.getMissing().stream()
                    .map(argument -> missing(argument, some))
                    .collect(Collectors.joining(" and "));
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice";
        }
        return String.valueOf(wrong.getMessage());
    }

    private static String noOption(String word, CommandSpec spec) {
        String name = word.replaceFirst("=.*", "");
        List<String> names = new ArrayList<>(spec.optionsMap().keySet());
        Optional<String> near = Likeness.nearest(name, names);
        if (near.isPresent()) return "no option " + name + ", did you mean " + near.get() + "?";
        boolean settable = names.contains(SET) && name.startsWith("--");
        return "no option " + name
                + (settable ? "; a setting of the job is given as " + SET + " " + name.substring(2) + "=VALUE" : "");
    }

    private static String tooMany(String word, CommandSpec spec) {
        String takes = spec.positionalParameters().isEmpty()
                ? "no argument"
                : (spec.positionalParameters().size() == 1 ? "one " : "")
                        + spec.positionalParameters().stream()
                                .map(PositionalParamSpec::paramLabel)
                                .collect(Collectors.joining(" "));
        return "takes " + takes + ", '" + word + "' is one too many";
    }

    /**
     * Either the argument is missing itself, or the value of an option that need not be given.
     *
     * @param some whether one has been given where more are wanted
     */
    private static String missing(ArgSpec argument, boolean some) {
        if (argument.arity().min() > 1) {
            return (some ? "a second " : argument.arity().min() + " times ") + shown(argument) + " must be given";
        }
        return argument instanceof OptionSpec option && !option.required()
                ? name(option) + " wants " + option.paramLabel()
                : shown(argument) + " must be given";
    }

    private static String shown(ArgSpec argument) {
        return argument instanceof OptionSpec ? name(argument) + " " + argument.paramLabel() : name(argument);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String first(UnmatchedArgumentException unmatched) {
        return unmatched.getUnmatched().get(0);
    }

    private static boolean isOption(String word) {
        return word.startsWith("-");
    }
}
