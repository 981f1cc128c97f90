package org.espalier.report.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.Comparison;
import org.espalier.api.run.Comparison.Compared;
import org.espalier.report.run.EpochFigures;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.Lane;
import org.espalier.report.run.Lanes;
import org.espalier.report.run.Outcome;
import org.espalier.report.run.RunRecord;

/** The numbers of some runs since they part. */
public final class Comparing {
    private static final int LONGEST = 60;

    private Comparing() {}

    /** The comparison of what runs' directories say. */
    public static Comparison of(List<RunRecord> runs) {
        Ancestry.Branch branch = Ancestry.branch(runs.stream().map(Ancestry::of).toList());
        CommonHistory common = CommonHistory.of(runs, branch.step());
        return Comparison.of(
                branch.origin(),
                branch.step(),
                runs.stream().map(run -> compared(run, branch.step(), common)).toList());
    }

    private static Compared compared(RunRecord run, long branch, CommonHistory common) {
        List<EpochFigures> epochs = run.metrics().epochs();
        Optional<EpochFigures> last = epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
        double best = epochs.stream()
                .filter(epoch -> epoch.step() > branch || branch == 0)
                .mapToDouble(EpochFigures::heldOut)
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
        long steps = run.steps();
        Map<Integer, Double> tests = new LinkedHashMap<>();
        run.outcome().ifPresent(end -> end.tests().forEach(test -> tests.put(test.resolution(), test.loss())));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Lane lane : Lanes.of(run)) sizes.put(lane.dim(), lane.last());
        return new Compared(
                run.name(),
                run.outcome().map(o -> o.status().toLowerCase(Locale.ROOT)).orElse("not ended"),
                changes(common.since(run)),
                steps,
                last.map(EpochFigures::train).orElse(Double.NaN),
                last.map(EpochFigures::heldOut).orElse(Double.NaN),
                best,
                tests,
                Math.max(0, steps - branch),
                spent(run, Measure.FLOPS, run.outcome().map(Outcome::flops), branch, steps),
                spent(run, Measure.SECONDS, run.outcome().map(Outcome::seconds), branch, steps),
                run.outcome()
                        .map(Outcome::parameters)
                        .filter(Double::isFinite)
                        .or(() -> last.map(EpochFigures::parameters))
                        .orElse(Double.NaN),
                sizes);
    }

    private static double spent(RunRecord run, Measure measure, Optional<Double> total, long branch, long steps) {
        return total.filter(Double::isFinite).orElseGet(() -> measure.at(run, steps)) - measure.at(run, branch);
    }

    /** What somebody has told a run since the branch; what a fork was told at it included. */
    private static List<String> changes(List<JournalLine> since) {
        return since.stream()
                .filter(line -> line.kind().equals("set") || line.kind().equals("swap"))
                .map(Comparing::change)
                .toList();
    }

    /** A change in one line: key, from, to, step, who and why. */
    static String change(JournalLine line) {
        String who = line.text("actor");
        String why = line.text("because");
        return line.text("key") + " " + shown(line.from()) + " → " + shown(line.to()) + " at step " + line.step()
                + (who.isEmpty() ? "" : " by " + who) + (why.isEmpty() ? "" : ": " + why);
    }

    private static String shown(String value) {
        if (value.length() > LONGEST) return value.substring(0, LONGEST - 1) + "…";
        return value.isEmpty() ? "nothing" : value;
    }
}
