package org.espalier.host.plugins;

import java.util.Arrays;
import java.util.List;

/** Where in its own code a plugin has failed. */
public final class Frames {
    private static final List<String> NOT_PLUGINS = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "org.espalier.host.",
            "org.espalier.api.",
            "org.espalier.shell.",
            "org.espalier.launcher.",
            "org.apache.felix.",
            "org.nd4j.",
            "org.junit.");

    private Frames() {}

    /** Likewise for what has been thrown. */
    public static String at(Throwable thrown) {
        return at(thrown.getStackTrace());
    }

    /** " (Sprout.java:33)" for the innermost frame that is neither the JDK's nor the host's; empty if there is none. */
    static String at(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .filter(frame -> NOT_PLUGINS.stream().noneMatch(frame.getClassName()::startsWith))
                .filter(frame -> frame.getFileName() != null)
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
