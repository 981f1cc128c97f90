package org.espalier.host.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FramesTest {
    private static StackTraceElement frame(String type, int line) {
        return new StackTraceElement(type, "any", type.replaceFirst(".*\\.", "") + ".java", line);
    }

    @Test
    void theInnermostFrameOfThePluginsOwnIsToldAndNoneOfTheJdksOrOurs() {
        StackTraceElement[] frames = {
            frame("java.util.Objects", 1),
            frame("org.espalier.host.growth.EntryView", 2),
            frame("org.example.Sprout", 33),
            frame("org.example.Sprout", 40),
            frame("org.espalier.host.plugins.Guard", 3),
            frame("org.espalier.shell.RunVerb", 4)
        };
        assertEquals(" (Sprout.java:33)", Frames.at(frames));
    }

    @Test
    void whereThereIsNoneNothingIsSaid() {
        assertEquals("", Frames.at(new StackTraceElement[] {frame("java.lang.Thread", 1)}));
        StackTraceElement[] ours = {frame("org.espalier.host.runs.Course", 1), frame("org.espalier.shell.RunVerb", 2)};
        assertEquals("", Frames.at(ours));
    }
}
