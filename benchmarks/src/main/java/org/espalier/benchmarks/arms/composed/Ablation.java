package org.espalier.benchmarks.arms.composed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.benchmarks.arms.ControlsTable;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.TaskTable;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Variant;

/** The composed operator with each of the four systems and without it, all sixteen, and the controls of the one that has them all. */
record Ablation(Runner runner) {
    private static final Set<Part> ALL = EnumSet.allOf(Part.class);

    /** All sets, that of none first and that of all last. */
    private static List<Set<Part>> sets() {
        List<Set<Part>> sets = new ArrayList<>();
        for (int mask = 0; mask < 1 << Part.values().length; mask++) {
            Set<Part> set = EnumSet.noneOf(Part.class);
            for (Part part : Part.values()) {
                if ((mask >> part.ordinal() & 1) == 1) {
                    set.add(part);
                }
            }
            sets.add(set);
        }
        return sets;
    }

    private static Task task() {
        List<Variant> variants = sets().stream()
                .map(set -> new Variant(
                        set.equals(ALL) ? Tasks.COMPOSED : Part.word(set),
                        Part.title(set),
                        Part.only(set),
                        Tasks.OPERATOR_RATES))
                .toList();
        return Tasks.operator(variants);
    }

    private static int bits(String word) {
        return word.equals(Tasks.COMPOSED) || word.contains("numbers") ? Tasks.STORED_BITS : 32;
    }

    /** Trains all. */
    String part() throws IOException, InterruptedException {
        Task task = task();
        Map<String, Tried> tried = task.run(runner);
        Columns columns = Columns.of(tried, runner, Ablation::bits);
        ControlsTable controls = new ControlsTable(
                "", runner.controls(tried.get(Tasks.COMPOSED).arm().name()));
        return ComposedPage.title("Each of the four, on and off", "ablation")
                + """
                %s. Without modes: 12 at every layer from birth, on the whole grid. Without ranks: dense matrices. Without ZerO: the model's own
                birth. Without few bits: float32.

                """
                        .formatted(task.title())
                + new TaskTable(task, tried, "with", columns.all()).text()
                + columns.legend(Tasks.COMPOSED)
                + "What grew with all four, by `espalier controls`; the sizes that are fixed stand above:\n\n"
                + controls.only("modes by layer", ".modes").text()
                + "\n"
                + controls.only("ranks by layer", ".rank").text();
    }
}
