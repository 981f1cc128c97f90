package org.espalier.host.plugins;

import java.util.Arrays;
import java.util.List;

/** Where in its own code a plugin has failed. */
public final class Frames {
    private static final String HOST = "org.espalier.host.";
    private static final List<String> NOT_PLUGINS =
            List.of("java.", "javax.", "jdk.", "sun.", HOST, "org.espalier.api.", "org.nd4j.", "org.junit.");

    private Frames() {}

    /** Likewise for what has been thrown. */
    public static String at(Throwable thrown) {
        return at(thrown.getStackTrace());
    }

    /** " (Sprout.java:33)" for the innermost frame of what the host has called; empty if there is none. */
    static String at(StackTraceElement[] frames) {
        int host = 0;
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().startsWith(HOST)) {
                host = i;
            }
        }
        return Arrays.stream(frames)
                // Farther out are those who have called the host.
                .limit(host)
                .filter(frame -> NOT_PLUGINS.stream().noneMatch(frame.getClassName()::startsWith))
                .filter(frame -> frame.getFileName() != null)
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
