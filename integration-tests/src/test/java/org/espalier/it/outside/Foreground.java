package org.espalier.it.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as a terminal would start them: with Ctrl-C's signal at its default.
 *
 * <p>A shell without job control has its background commands ignore SIGINT, children inherit that, and neither a shell nor a JVM
 * may take it back: HotSpot leaves SIGINT, SIGHUP and SIGTERM alone where they are ignored when it starts. So tests that Maven
 * runs behind an {@code &} would send signals that nobody hears. GNU's env resets the signal before it becomes the command.
 */
final class Foreground {
    /** SIGINT is number 2 and the lowest bit is number 1. */
    private static final long INT = 1L << 1;

    private Foreground() {}

    /** The command, with what resets the signal before it where this process ignores it. */
    static List<String> command(List<String> words) throws IOException {
        return isIgnored(Path.of("/proc/self/status")) ? resetting(words) : words;
    }

    /** The command behind what resets the signal; the process id stays the command's. */
    static List<String> resetting(List<String> words) {
        List<String> all = new ArrayList<>(List.of("env", "--default-signal=INT"));
        all.addAll(words);
        return all;
    }

    /** Whether Linux lists SIGINT as ignored; elsewhere nobody can tell, and nothing is put before the command. */
    static boolean isIgnored(Path status) throws IOException {
        if (!Files.isReadable(status)) return false;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & INT) != 0);
    }
}
