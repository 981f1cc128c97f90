package org.espalier.benchmarks.arms.widths;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.TaskTable;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Variant;

/** What few bits forward and backward do, while updates stay in float32. */
record Training(Runner runner) {
    private static final double BOUND = 1;
    private static final Numbers FIVE = Numbers.backward(5);
    private static final List<Numbers> NUMBERS = List.of(Numbers.FLOAT, Numbers.EIGHT, FIVE, Numbers.backward(4));

    /** Trains all. */
    String part() throws IOException, InterruptedException {
        Perceptrons perceptrons = new Perceptrons(runner);
        StringBuilder text = new StringBuilder(WidthPage.title("Bits forward and backward", "training"));
        text.append(Perceptrons.TITLE).append(". Updates stay in float32.\n");
        for (Rule rule : Rule.values()) {
            List<Variant> variants = new ArrayList<>();
            NUMBERS.forEach(numbers -> variants.add(perceptrons.variant(rule, numbers)));
            String whole = Perceptrons.word(rule, Numbers.FLOAT);
            List<Claim> claims = List.of(
                    Claim.points(Perceptrons.word(rule, Numbers.EIGHT), whole, BOUND),
                    Claim.points(Perceptrons.word(rule, FIVE), whole, BOUND));
            Task task = Perceptrons.task(variants, claims);
            Map<String, Tried> tried = perceptrons.run(task);
            text.append("\n### ").append(rule.title()).append("\n\n");
            text.append(new TaskTable(task, tried, "numbers", List.of()).text()).append(task.verdicts(tried));
        }
        return text.toString();
    }
}
