package org.espalier.benchmarks.arms.composed;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.ControlsTable;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.TaskTable;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Variant;

/** The composed GPT beside twins of equal rank in float32, beside itself in float32, and beside the whole matrices; with its controls. */
record Text(Runner runner) {
    private static final Variant COMPOSED =
            new Variant(Tasks.COMPOSED, "composed: ranks + ZerO + few bits", Map.of(), Tasks.TEXT_RATES);
    private static final Variant FLOAT =
            new Variant("float32", "the same in float32", Map.of("precision", "float32"), Tasks.TEXT_RATES);
    private static final Variant FULL = new Variant(
            "full",
            "full rank, float32",
            Map.of("growth", "off", "init", "default", "precision", "float32", "model.low-rank", "off"),
            Tasks.TEXT_RATES);

    private static Variant twin(Twin twin, String word, String title, String base) {
        Map<String, String> settings = new LinkedHashMap<>(twin.settings());
        settings.put("model.low-rank.base", base);
        return new Variant(
                twin.word() + word, "twin, " + twin.title() + ", float32, " + title, settings, Tasks.TEXT_RATES);
    }

    /** Trains all. */
    String part() throws IOException, InterruptedException {
        Map<String, Tried> tried = Tasks.text(List.of(COMPOSED), List.of()).run(runner);
        Tried composed = tried.get(Tasks.COMPOSED);
        Twin sizes = Twin.of(composed);
        Variant drawn = twin(sizes, "", "W0 drawn", "dense");
        Variant bare = twin(sizes, "-bare", "no W0", "none");
        Task task = Tasks.text(
                List.of(drawn, bare, COMPOSED, FLOAT, FULL),
                List.of(
                        Claim.ratio(Tasks.COMPOSED, drawn.word(), Tasks.BOUND),
                        Claim.ratio(Tasks.COMPOSED, bare.word(), Tasks.BOUND)));
        tried = task.run(runner);
        Columns columns = Columns.of(tried, runner, word -> word.equals(Tasks.COMPOSED) ? Tasks.STORED_BITS : 32);
        ControlsTable controls =
                new ControlsTable("ranks", runner.controls(composed.arm().name()));
        return ComposedPage.title("A GPT", "gpt")
                + """
                %s. Twins have neither growth nor ZerO nor rounding, one rank for all matrices, and train no fewer numbers than the composed one has
                come to.

                """
                        .formatted(task.title())
                + new TaskTable(task, tried, "GPT", columns.all()).text()
                + columns.legend(Tasks.COMPOSED)
                + task.verdicts(tried)
                + "\n`espalier controls` on the composed runs:\n\n"
                + controls.text();
    }
}
