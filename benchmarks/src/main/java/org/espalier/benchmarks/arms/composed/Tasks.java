package org.espalier.benchmarks.arms.composed;

import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Choices;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.Variant;

/** The two composed jobs of the archive as tasks, and the rates from which all their variants choose. */
final class Tasks {
    private static final String RATE = "optimizer.lr";
    static final Choices OPERATOR_RATES = Choices.of(RATE, "4e-3", "8e-3", "1.6e-2");
    static final Choices TEXT_RATES = Choices.of(RATE, "1e-3", "2e-3", "4e-3");

    /** The composed job as it is. */
    static final String COMPOSED = "composed";

    /** What a composed network may lose to its twin. */
    static final double BOUND = 1.03;

    /** Bits of a trained number in the composed jobs, as it lives between two steps. */
    static final int STORED_BITS = 12;

    private static final Map<String, String> ONE_CHECKPOINT =
            Map.of("checkpoint.every", "100 epochs", "checkpoint.keep", "1");

    private Tasks() {}

    static Task operator(List<Variant> variants) {
        return task("darcy", "Darcy flow", variants, List.of());
    }

    static Task text(List<Variant> variants, List<Claim> claims) {
        return task("gpt", "A byte-level GPT", variants, claims);
    }

    private static Task task(String word, String what, List<Variant> variants, List<Claim> claims) {
        String job = word + "-composed";
        return new Task(
                "composed-" + word,
                what + ", the job `" + job + "`",
                Task.ARCHIVE + job + ".yaml",
                ONE_CHECKPOINT,
                Measure.LOSS,
                variants,
                claims);
    }
}
