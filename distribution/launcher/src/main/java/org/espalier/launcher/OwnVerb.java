package org.espalier.launcher;

import java.util.List;
import java.util.Optional;

/** A verb that the launcher answers itself, since its answer is wanted most where no container comes up. */
enum OwnVerb {
    /** Looks at machine, installation and plugins. */
    DOCTOR("doctor", "Check the machine, the installation and the plugins, and say what to do.", true),
    /** Says what is installed. */
    VERSION("version", "Print the version, the platform of the archive and the Java that runs it.", false);

    private static final String JSON = "--json";
    private static final List<String> HELP = List.of("-h", "--help");
    /** As at the end of every other verb's help. */
    private static final String EXIT_CODES =
            """
            Exit codes: 0 done, 1 failed, 2 bad input and nothing was started,
                        3 this machine or its Java cannot run the archive,
                        4 the container did not come up, 130 interrupted.
            """;

    private final String verb;
    private final String description;
    private final boolean hasJson;

    OwnVerb(String verb, String description, boolean hasJson) {
        this.verb = verb;
        this.description = description;
        this.hasJson = hasJson;
    }

    /** The verb that the arguments begin with, or of which they ask for help. */
    static Optional<OwnVerb> of(List<String> arguments) {
        boolean help = arguments.size() > 1 && arguments.get(0).equals("help");
        String word = arguments.isEmpty() ? "" : arguments.get(help ? 1 : 0);
        for (OwnVerb own : values()) {
            if (word.equals(own.verb)) return Optional.of(own);
        }
        return word.equals("--version") ? Optional.of(VERSION) : Optional.empty();
    }

    /**
     * Whether the arguments ask for help and not for the verb itself.
     *
     * @throws LaunchException if they hold more than the verb, its option and that wish
     */
    boolean wantsHelp(List<String> arguments) throws LaunchException {
        boolean help = arguments.get(0).equals("help");
        for (String word : arguments.subList(help ? 2 : 1, arguments.size())) {
            boolean asks = HELP.contains(word);
            if (help || !asks && !(hasJson && word.equals(JSON))) {
                throw new LaunchException(
                        ExitCode.BAD_INPUT,
                        verb + ": takes no argument" + (hasJson ? " but " + JSON : "") + ", '" + word
                                + "' is one too many; see espalier " + verb + " --help");
            }
            help = asks;
        }
        return help;
    }

    /** Whether the arguments ask for lines of JSON. */
    static boolean wantsJson(List<String> arguments) {
        return arguments.contains(JSON);
    }

    /** What {@code --help} prints. */
    String help() {
        return "Usage: espalier " + verb + " [-h]" + (hasJson ? " [" + JSON + "]" : "") + "\n" + description
                + "\n  -h, --help   Show this help.\n"
                + (hasJson ? "      --json   Print every finding as one line of JSON.\n" : "") + "\n" + EXIT_CODES;
    }
}
