package org.espalier.benchmarks.arms.modes;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Outcome;
import org.espalier.benchmarks.arms.Sample;

/** The part of docs/ifno-results.md that tells of one task. */
final class ModePage {
    static final String CRITERION = "criterion";

    static final String HEAD =
            """
            # What growing modes and resolution is worth

            Made by `benchmarks/run arms …` (docs/benchmarks.md); three seeds, mean and range. K of the best fixed arm and α of the
            criterion are chosen on validation data (α: the least within 2 % of the best α's loss); test errors are read once. Cost
            is modelled operations of all training steps, seconds are those of steps and growth on a shared machine of two
            cores; both relative to the largest fixed operator.

            What was not chosen so: epochs, buffers and the times at which grids grow are those of the job files, settled over earlier
            versions of this table, with its test errors in view. Where the chosen α is the least of those tried, a smaller one might do
            better still.
            """;

    /** Costs that differ by less are told as the same. */
    private static final double ABOUT_EQUAL = 1.05;

    /** Errors that differ by less are told as the same. */
    private static final double AS_WELL = 1.01;

    private final ModeTask task;
    private final Map<String, List<Outcome>> arms;

    ModePage(ModeTask task, Map<String, List<Outcome>> arms) {
        this.task = task;
        this.arms = arms;
    }

    String text() {
        List<Outcome> base = arms.values().iterator().next();
        int seen = base.get(0).tests().firstKey();
        int unseen = base.get(0).tests().lastKey();
        StringBuilder text = new StringBuilder("\n## " + task.title() + "\n\n");
        text.append("| arm | test error at %d | at %d, never seen | cost | seconds | K by layer, seed 1 |\n"
                .formatted(seen, unseen));
        text.append("|---|---|---|---|---|---|\n");
        arms.forEach((name, outcomes) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %s |%n",
                name,
                error(outcomes, seen).text(),
                error(outcomes, unseen).text(),
                ratio(outcomes, base, Measure.FLOPS),
                ratio(outcomes, base, Measure.SECONDS),
                outcomes.get(0).sizes(".modes"))));
        return text.append(verdict(base, seen, unseen)).toString();
    }

    private enum Measure {
        FLOPS,
        SECONDS
    }

    private static double ratio(List<Outcome> outcomes, List<Outcome> base, Measure measure) {
        return measure == Measure.FLOPS
                ? Sample.of(outcomes, Outcome::flops).over(Sample.of(base, Outcome::flops))
                : Sample.of(outcomes, Outcome::seconds).over(Sample.of(base, Outcome::seconds));
    }

    private static Sample error(List<Outcome> outcomes, int resolution) {
        return Sample.of(outcomes, o -> o.tests().get(resolution));
    }

    /** Targets as met or missed, and every arm that does as well as the criterion for no more. */
    private String verdict(List<Outcome> base, int seen, int unseen) {
        List<Outcome> criterion = arms.get(CRITERION);
        StringBuilder text = new StringBuilder("\n");
        line(text, "test error at " + seen, error(criterion, seen).over(error(base, seen)), task.sameError());
        if (Double.isFinite(task.unseenError())) {
            line(
                    text,
                    "test error at " + unseen,
                    error(criterion, unseen).over(error(base, unseen)),
                    task.unseenError());
        }
        line(text, "modelled cost", ratio(criterion, base, Measure.FLOPS), task.cost());
        line(text, "seconds", ratio(criterion, base, Measure.SECONDS), 1);
        Set<List<Outcome>> told = new HashSet<>();
        arms.forEach((name, outcomes) -> {
            double error = error(outcomes, seen).over(error(criterion, seen));
            if (outcomes != criterion && error <= AS_WELL && told.add(outcomes)) {
                text.append(rival(name, error, ratio(outcomes, criterion, Measure.FLOPS)));
            }
        });
        return text.toString();
    }

    private static String rival(String name, double error, double cost) {
        String price = cost <= ABOUT_EQUAL ? "for about the same cost or less" : "at more cost";
        return String.format(
                Locale.ROOT,
                "- **%s** does as well as the criterion or better, %s: error %.2f, cost %.2f of the criterion's.%n",
                name,
                price,
                error,
                cost);
    }

    private static void line(StringBuilder text, String what, double ratio, double target) {
        text.append(String.format(
                Locale.ROOT,
                "- Criterion over the largest fixed operator, %s: %.3f; asked for at most %.2f: %s.%n",
                what,
                ratio,
                target,
                Claim.met(ratio <= target)));
    }
}
