package org.espalier.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The job of a test: real data, a real model, mostly two ways of growing, sixty steps in six epochs, one or two seconds.
 * Whichever it is, its name is {@code small}.
 */
public record SmallJob(String text) {
    /** Its steps from birth to end. */
    public static final int STEPS = 60;

    /** That of most tests: Darcy flow, and a Fourier neural operator that grows in modes and resolution. */
    public static SmallJob asItIs() throws IOException {
        return of("small");
    }

    /**
     * One by its file: {@code small}; {@code small-mlp}, which grows in rank and width; {@code small-gpt}, in ranks that are
     * cut, too; {@code small-resnet}, in nothing; {@code small-lns}, small-mlp in numbers of few bits; {@code small-composed},
     * small with everything at once.
     */
    public static SmallJob of(String file) throws IOException {
        try (InputStream in = SmallJob.class.getResourceAsStream("/jobs/" + file + ".yaml")) {
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
