package org.espalier.benchmarks.arms;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The table of a task for a page: a row for every variant, with what it came to beside the first one, and a mark at chosen numbers
 * beyond which nothing was tried.
 *
 * @param heading what variants are
 * @param tried   all variants by their words
 * @param columns further columns, before what was chosen
 */
public record TaskTable(Task task, Map<String, Tried> tried, String heading, List<Column> columns) {
    /**
     * A column.
     *
     * @param cell what it says of the variant of a word
     */
    public record Column(String title, Function<String, String> cell) {}

    /** The table and an empty line. */
    public String text() {
        boolean loss = task.measure() == Measure.LOSS;
        StringBuilder text = new StringBuilder("| %s | test %s | %s |"
                .formatted(
                        heading,
                        loss ? "loss" : "accuracy",
                        loss ? "over that of the first row" : "points below the first row"));
        columns.forEach(column -> text.append(' ').append(column.title).append(" |"));
        text.append(" chosen |\n|").append("---|".repeat(4 + columns.size())).append('\n');
        Sample first = test(task.variants().get(0));
        for (Variant variant : task.variants()) {
            Sample test = test(variant);
            text.append("| %s | %s | %s |"
                    .formatted(
                            variant.title(),
                            task.measure().text(test),
                            loss
                                    ? String.format(Locale.ROOT, "%.3f", test.over(first))
                                    : String.format(Locale.ROOT, "%.2f", 100 * (test.mean() - first.mean()))));
            columns.forEach(column ->
                    text.append(' ').append(column.cell.apply(variant.word())).append(" |"));
            text.append(' ')
                    .append(tried.get(variant.word()).told(variant.choices()))
                    .append(" |\n");
        }
        return text.append('\n').toString();
    }

    private Sample test(Variant variant) {
        return task.measure().test(tried.get(variant.word()).outcomes());
    }
}
