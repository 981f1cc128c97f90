package org.espalier.benchmarks.arms.births;

import java.util.Locale;
import java.util.Map;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Sample;
import org.espalier.benchmarks.arms.Tried;

/** The part of docs/zero-results.md that tells of one task. */
record BirthPage(BirthTask task, Map<String, Tried> tried) {
    static final String HEAD =
            """
            # What birth without randomness is worth

            Made by `benchmarks/run zero …` (docs/benchmarks.md). Three seeds, mean and range: to ZerO a seed is an order of the training data and
            nothing else, to random births it is other first values as well. Every arm, random or not, chooses its learning rate and what else stands
            under "chosen" on the first seed's validation data; test data is read once. All else stands in the job files.
            """;

    /** The command that makes a section, for those who read it. */
    static String command(String words) {
        return "\n```\nbenchmarks/run zero " + words + "\n```\n\n";
    }

    String text() {
        boolean loss = task.measure() == Measure.LOSS;
        StringBuilder text = new StringBuilder("\n### " + task.title() + "\n\n");
        text.append("| birth | test %s | %s | chosen |\n|---|---|---|---|\n"
                .formatted(
                        loss ? "loss" : "accuracy",
                        loss ? "over that of the first row" : "points below the first row"));
        Sample first = task.measure().test(tried.get(task.arms().get(0).word()).outcomes());
        for (BirthArm arm : task.arms()) {
            Tried each = tried.get(arm.word());
            Sample test = task.measure().test(each.outcomes());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    arm.title(),
                    task.measure().text(test),
                    loss
                            ? String.format(Locale.ROOT, "%.3f", test.over(first))
                            : String.format(Locale.ROOT, "%.2f", 100 * (test.mean() - first.mean())),
                    each.told()));
        }
        text.append('\n');
        task.claims().forEach(claim -> text.append(claim.verdict(task, tried)));
        return text.toString();
    }
}
