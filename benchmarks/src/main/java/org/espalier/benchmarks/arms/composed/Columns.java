package org.espalier.benchmarks.arms.composed;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.espalier.benchmarks.arms.Energy;
import org.espalier.benchmarks.arms.Outcome;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Sample;
import org.espalier.benchmarks.arms.TaskTable.Column;
import org.espalier.benchmarks.arms.Tried;

/** What stands beside errors: numbers that are trained, their bits, modelled energy and modelled cost. */
record Columns(Map<String, Tried> tried, Map<String, List<Energy>> energy, ToIntFunction<String> bits) {
    private static final double KIBI = 8 * 1024;

    /**
     * Columns of variants, whose energy is asked for.
     *
     * @param bits of a trained number of the variant of a word, as it lives between two steps
     */
    static Columns of(Map<String, Tried> tried, Runner runner, ToIntFunction<String> bits)
            throws IOException, InterruptedException {
        Map<String, List<Energy>> energy = new LinkedHashMap<>();
        for (Map.Entry<String, Tried> entry : tried.entrySet()) {
            energy.put(entry.getKey(), runner.energy(entry.getValue().arm().name()));
        }
        return new Columns(tried, energy, bits);
    }

    List<Column> all() {
        return List.of(
                new Column(
                        "trained",
                        word -> String.format(
                                Locale.ROOT, "%.0f", tried.get(word).parameters())),
                new Column("bits", word -> Integer.toString(bits.applyAsInt(word))),
                new Column(
                        "KiB",
                        word -> String.format(
                                Locale.ROOT, "%.0f", tried.get(word).parameters() * bits.applyAsInt(word) / KIBI)),
                new Column("J, modelled", word -> String.format(Locale.ROOT, "%.3g", Energy.mean(energy.get(word)))),
                new Column(
                        "Gflop",
                        word -> String.format(
                                Locale.ROOT,
                                "%.0f",
                                1e-9
                                        * Sample.of(tried.get(word).outcomes(), Outcome::flops)
                                                .mean())));
    }

    /** What the columns mean, and what the estimate of energy supposes of a run. */
    String legend(String word) {
        Energy first = energy.get(word).get(0);
        StringBuilder text = new StringBuilder(
                """
                Trained: numbers that are trained at the end; bits: those of each as it lives between two steps; Gflop: modelled operations of all
                training steps. J: what their multiply–adds would take, as `espalier energy` estimates it, by the table "%s". It supposes of the run `%s`:

                """
                        .formatted(first.table(), word));
        first.assumptions().forEach(line -> text.append("- ").append(line).append('\n'));
        return text.append('\n').toString();
    }
}
