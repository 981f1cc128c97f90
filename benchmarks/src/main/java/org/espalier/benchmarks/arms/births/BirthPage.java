package org.espalier.benchmarks.arms.births;

import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.TaskTable;
import org.espalier.benchmarks.arms.Tried;

/** The parts of docs/zero-results.md. */
final class BirthPage {
    static final String HEAD =
            """
            # What birth without randomness is worth

            Made by `benchmarks/run zero …` (docs/benchmarks.md). Three seeds, mean and range: to ZerO a seed is an order of the training data and
            nothing else, to random births it is other first values as well. Every arm, random or not, chooses its learning rate and what else stands
            under "chosen" on the first seed's validation data; test data is read once. A choice that is the least or the largest of those it was
            made from is marked as at the edge of its grid: something beyond might do better still. All else stands in the job files.
            """;

    private BirthPage() {}

    /** The command that makes a section, for those who read it. */
    static String command(String words) {
        return "\n```\nbenchmarks/run zero " + words + "\n```\n\n";
    }

    /** The part that tells of a task. */
    static String of(Task task, Map<String, Tried> tried) {
        String table = new TaskTable(task, tried, "birth", List.of()).text();
        return "\n### " + task.title() + "\n\n" + table + task.verdicts(tried);
    }
}
