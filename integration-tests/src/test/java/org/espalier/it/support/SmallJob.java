package org.espalier.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The job of most tests: real data, a real model, two ways of growing, one or two seconds. */
public record SmallJob(String text) {
    /** Its steps from birth to end. */
    public static final int STEPS = 60;

    public static SmallJob asItIs() throws IOException {
        try (InputStream in = SmallJob.class.getResourceAsStream("/jobs/small.yaml")) {
            return new SmallJob(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** With another text in the place of one that stands in it once. */
    public SmallJob with(String old, String other) {
        int at = text.indexOf(old);
        if (at < 0 || text.indexOf(old, at + 1) >= 0) throw new AssertionError("not once in the job: " + old);
        return new SmallJob(text.replace(old, other));
    }

    /** Writes it as {@code small.yaml}. */
    public Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), text);
    }
}
