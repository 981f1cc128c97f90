package org.espalier.benchmarks.arms.widths;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Variant;

/** What few bits of an update do, to the nearest number and drawn, with the rate of float32 and with one of their own. */
record Updates(Runner runner) {
    private static final String NEAREST = "nearest";
    private static final String DRAWN = "stochastic";
    private static final List<Integer> WIDTHS = List.of(16, 12, 10, 8);

    /** Where nearest rounding loses updates that are small, a larger rate may do. */
    private static final List<Integer> RETUNED = List.of(10, 8);

    private static final String OWN = "-own";

    /** A row of the table, and the suffix of its words. */
    private record Row(Numbers numbers, String title, String suffix) {}

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(Numbers.FLOAT, "float32 at all sites", ""));
        WIDTHS.forEach(bits -> rows.add(row(bits, NEAREST)));
        WIDTHS.forEach(bits -> rows.add(row(bits, DRAWN)));
        RETUNED.forEach(bits -> {
            Numbers numbers = Numbers.updates(bits, NEAREST);
            rows.add(new Row(numbers, numbers.title() + ", rate chosen anew", OWN));
        });
        return rows;
    }

    private static Row row(int bits, String rounding) {
        Numbers numbers = Numbers.updates(bits, rounding);
        return new Row(numbers, numbers.title(), "");
    }

    private static Variant variant(Perceptrons perceptrons, Rule rule, Row row) {
        if (row.suffix.isEmpty()) {
            return perceptrons.variant(rule, row.numbers);
        }
        Variant own = Perceptrons.variant(rule, row.numbers, rule.moreRates());
        return new Variant(own.word() + OWN, own.title() + ", rate chosen anew", own.settings(), own.choices());
    }

    private static String word(Rule rule, int bits, String rounding) {
        return Perceptrons.word(rule, Numbers.updates(bits, rounding));
    }

    /** Trains all. */
    String part() throws IOException, InterruptedException {
        Perceptrons perceptrons = new Perceptrons(runner);
        List<Variant> variants = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            rows().forEach(row -> variants.add(variant(perceptrons, rule, row)));
        }
        Task task = Perceptrons.task(
                variants,
                List.of(
                        Claim.points(word(Rule.MADAM, 12, NEAREST), Perceptrons.word(Rule.MADAM, Numbers.FLOAT), 1),
                        Claim.points(word(Rule.LNS_MADAM, 12, NEAREST), Perceptrons.word(Rule.MADAM, Numbers.FLOAT), 1),
                        Claim.points(word(Rule.MADAM, 10, NEAREST), word(Rule.ADAM, 10, NEAREST), -1),
                        Claim.points(word(Rule.MADAM, 10, NEAREST) + OWN, word(Rule.ADAM, 10, NEAREST) + OWN, -1)));
        Map<String, Tried> tried = perceptrons.run(task);
        return WidthPage.title("Bits of an update", "updates")
                + Perceptrons.TITLE
                + """
                . Eight bits forward and backward, and weights that exist only in as many bits as stand in the row; test accuracy.
                Every optimizer keeps the rate that it has chosen in float32, but in the last rows.

                """
                + table(tried)
                + "\n"
                + task.verdicts(tried)
                + stall(tried);
    }

    private static String table(Map<String, Tried> tried) {
        StringBuilder text = new StringBuilder("| weights |");
        for (Rule rule : Rule.values()) {
            text.append(' ').append(rule.title()).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(Rule.values().length)).append('\n');
        for (Row row : rows()) {
            text.append("| ").append(row.title).append(" |");
            for (Rule rule : Rule.values()) {
                Tried each = tried.get(Perceptrons.word(rule, row.numbers) + row.suffix);
                text.append(
                        " %s, %s |".formatted(Measure.MISSES.text(Measure.MISSES.test(each.outcomes())), each.told()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** What becomes of the steps that a coarse grid swallows. */
    private static String stall(Map<String, Tried> tried) {
        StringBuilder text = new StringBuilder(
                "- The stall at 8 bits, to the nearest number, drawn, and nearest with a rate of its own:");
        String between = " ";
        for (Rule rule : Rule.values()) {
            text.append("%s%s %s, %s, %s"
                    .formatted(
                            between,
                            rule.title(),
                            accuracy(tried.get(word(rule, 8, NEAREST))),
                            accuracy(tried.get(word(rule, 8, DRAWN))),
                            accuracy(tried.get(word(rule, 8, NEAREST) + OWN))));
            between = "; ";
        }
        return text.append(".\n").toString();
    }

    private static String accuracy(Tried tried) {
        return Measure.MISSES.text(Measure.MISSES.test(tried.outcomes())).replaceFirst(" \\(.*", "");
    }
}
