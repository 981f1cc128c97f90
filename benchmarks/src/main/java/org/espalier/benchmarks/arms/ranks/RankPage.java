package org.espalier.benchmarks.arms.ranks;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Controlled;
import org.espalier.benchmarks.arms.ControlsTable;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Outcome;
import org.espalier.benchmarks.arms.Sample;
import org.espalier.benchmarks.arms.Tried;

/** The part of docs/inrank-results.md that tells of one task. */
final class RankPage {
    static final String HEAD =
            """
            # What rank that grows is worth

            Made by `benchmarks/run inrank …` (docs/benchmarks.md); three seeds, mean and range. Every arm has its own learning rate, those of
            low rank their own rate of the factor that is born zero, the growing ones their own α, each chosen on the first seed's validation
            data: of settings within half a per cent of the best, those that train fewest numbers. W0 is drawn and never learns. Test data
            is read once. Numbers that are trained at the end and modelled operations of all steps are relative to full rank; what steps cost in
            time stands in [inrank.md](inrank.md#what-it-costs). Ranks count the buffer. Ranks at birth, buffers and all else that is not chosen
            stand in `benchmarks/jobs/inrank-*.yaml`.
            """;

    private final RankTask task;
    private final Map<RankArm, Tried> arms;
    private final List<List<Controlled>> controls;

    RankPage(RankTask task, Map<RankArm, Tried> arms, List<List<Controlled>> controls) {
        this.task = task;
        this.arms = arms;
        this.controls = controls;
    }

    String text() {
        boolean loss = task.measure() == Measure.LOSS;
        StringBuilder text = new StringBuilder("\n## " + task.title() + "\n\n");
        text.append("| arm | test %s | %s | trained | operations | ranks, seed 1 | chosen |\n"
                .formatted(loss ? "loss" : "accuracy", loss ? "over full rank's" : "points below full rank"));
        text.append("|---|---|---|---|---|---|---|\n");
        for (RankArm arm : List.of(RankArm.FULL, RankArm.FIXED, RankArm.BARE, RankArm.INRANK, RankArm.EFFICIENT)) {
            text.append(row(arm));
        }
        text.append('\n');
        for (Target target : task.targets()) {
            text.append(verdict(target, RankArm.INRANK));
            text.append(verdict(target, RankArm.EFFICIENT));
        }
        return text.append(rival()).append(controls()).toString();
    }

    private String row(RankArm arm) {
        Tried tried = arms.get(arm);
        Sample test = task.measure().test(tried.outcomes());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %s | %s |%n",
                arm.title(),
                task.measure().text(test),
                task.measure() == Measure.LOSS
                        ? String.format(Locale.ROOT, "%.3f", value(Target.Kind.TO_FULL, arm))
                        : String.format(Locale.ROOT, "%.2f", value(Target.Kind.POINTS, arm)),
                over(tried, Outcome::parameters),
                over(tried, Outcome::flops),
                arm == RankArm.FULL
                        ? ""
                        : ControlsTable.numbers(tried.sizes(".rank").get(0)),
                tried.told());
    }

    private double over(Tried tried, ToDoubleFunction<Outcome> number) {
        return Sample.of(tried.outcomes(), number)
                .over(Sample.of(arms.get(RankArm.FULL).outcomes(), number));
    }

    private double value(Target.Kind kind, RankArm arm) {
        Tried tried = arms.get(arm);
        Sample test = task.measure().test(tried.outcomes());
        Sample full = task.measure().test(arms.get(RankArm.FULL).outcomes());
        return switch (kind) {
            case TO_FULL -> over(arm, RankArm.FULL);
            case TO_FIXED -> over(arm, rival(arm));
            case POINTS -> 100 * (test.mean() - full.mean());
            case SHARE ->
                tried.sizes(".rank").stream()
                        .mapToDouble(task::largestShare)
                        .max()
                        .orElseThrow();
        };
    }

    private String verdict(Target target, RankArm arm) {
        double value = value(target.kind(), arm);
        return String.format(
                Locale.ROOT,
                "- %s, %s: %.3f; asked for at most %.2f: %s.%n",
                arm.title(),
                target.kind().words(task.measure()),
                value,
                target.bound(),
                Claim.met(value <= target.bound()));
    }

    /** What the better fixed rank of equal size does, better or worse. */
    private String rival() {
        RankArm rival = rival(RankArm.INRANK);
        double ratio = 1 / over(RankArm.INRANK, rival);
        return String.format(
                Locale.ROOT,
                "- The better fixed rank of equal size, %s, %s: test %s %.3f of those of `inrank`.%n",
                rival == RankArm.BARE ? "without W0" : "with W0",
                ratio <= 1 ? "**does as well as `inrank` or better**" : "does worse",
                task.measure() == Measure.LOSS ? "losses" : "misses",
                ratio);
    }

    /** The fixed rank of equal size beside which an arm looks worst. */
    private RankArm rival(RankArm arm) {
        return RankArm.OF_EQUAL_SIZE.stream()
                .max(Comparator.comparingDouble(fixed -> over(arm, fixed)))
                .orElseThrow();
    }

    /** The measure of an arm on test data over that of another. */
    private double over(RankArm arm, RankArm other) {
        return task.measure()
                .test(arms.get(arm).outcomes())
                .over(task.measure().test(arms.get(other).outcomes()));
    }

    /** What ranks the controls give, seed by seed. */
    private String controls() {
        return "\n`espalier controls` on the runs of `inrank`:\n\n" + new ControlsTable("ranks", controls).text();
    }
}
