package org.espalier.launcher;

import java.util.Arrays;
import java.util.List;

/**
 * A verb that the container answers without computing anything. ND4J is not started for it: that takes longer than all the
 * rest, which nobody wants to wait for who has pressed Tab, and what a plugin can do is to be read on machines, too, on which
 * the natives do not run.
 */
enum ReadingVerb {
    /** What may be typed next. */
    COMPLETE,
    /** What plugins and jobs take. */
    DESCRIBE,
    /** A run's journal, from its file. */
    HISTORY,
    /** What verbs take. */
    HELP,
    /** What is there. */
    PLUGINS,
    /** A run's page, from its files. */
    REPORT;

    private static final List<String> HELP_OPTIONS = List.of("-h", "--help");

    /** Whether arguments ask for such a verb, or for the help of any. */
    static boolean isAskedBy(List<String> arguments) {
        if (arguments.isEmpty() || HELP_OPTIONS.contains(arguments.get(0))) return true;
        if (arguments.size() == 2 && HELP_OPTIONS.contains(arguments.get(1))) return true;
        return Arrays.stream(values()).anyMatch(verb -> verb.name().equalsIgnoreCase(arguments.get(0)));
    }
}
