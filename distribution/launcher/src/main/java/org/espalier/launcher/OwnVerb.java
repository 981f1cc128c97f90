package org.espalier.launcher;

import java.util.List;
import java.util.Optional;

/** A verb that the launcher answers itself, since its answer is wanted most where no container comes up. */
enum OwnVerb {
    /** Looks at machine, installation and plugins. */
    DOCTOR("doctor", "Check the machine, the installation and the plugins, and say what to do."),
    /** Says what is installed. */
    VERSION("version", "Print the version, the platform of the archive and the Java that runs it.");

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

    OwnVerb(String verb, String description) {
        this.verb = verb;
        this.description = description;
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
     * @throws LaunchException if they hold more than the verb and that wish
     */
    boolean wantsHelp(List<String> arguments) throws LaunchException {
        if (arguments.size() == 1) return false;
        String other = arguments.get(1);
        boolean help = arguments.get(0).equals("help") || HELP.contains(other);
        if (help && arguments.size() == 2) return true;
        String extra = help ? arguments.get(2) : other;
        throw new LaunchException(
                ExitCode.BAD_INPUT,
                verb + ": takes no argument, '" + extra + "' is one too many; see espalier " + verb + " --help");
    }

    /** What {@code --help} prints. */
    String help() {
        return "Usage: espalier " + verb + " [-h]\n" + description + "\n  -h, --help   Show this help.\n\n"
                + EXIT_CODES;
    }
}
