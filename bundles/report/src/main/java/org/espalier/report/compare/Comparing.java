package org.espalier.report.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /**
     * The comparison of what runs' directories say.
     *
     * @throws IOException if two of them are one run, of which one folder is a copy
     */
    public static Comparison of(List<RunRecord> runs) throws IOException {
        List<Ancestry> ancestries = runs.stream().map(Ancestry::of).toList();
        for (int i = 0; i < runs.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (ancestries.get(i).isCopy(ancestries.get(j))) throw copy(runs.get(j), runs.get(i));
            }
        }
        Ancestry.Branch branch = Ancestry.branch(ancestries);
        CommonHistory common = CommonHistory.of(runs, branch.step());
        List<LossHistory> losses =
                runs.stream().map(run -> LossHistory.of(run, branch.step())).toList();
        List<String> labels = Labels.of(runs.stream().map(RunRecord::directory).toList());
        boolean agreed = LossHistory.agree(losses);
        List<Compared> compared = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Own own = new Own(labels.get(i), losses.get(i), agreed);
            compared.add(compared(runs.get(i), own, branch.step(), common));
        }
        return Comparison.of(branch.origin(), branch.step(), compared);
    }

    private static IOException copy(RunRecord one, RunRecord other) {
        return new IOException(
                one.directory() + " and " + other.directory()
                        + " are one run, of which one folder is a copy: there is nothing to compare; another course is begun by 'fork'");
    }

    /** What a run is called here, the losses by which it was measured, and whether all runs were by the same one. */
    private record Own(String label, LossHistory losses, boolean agreed) {}

    private static Compared compared(RunRecord run, Own own, long branch, CommonHistory common) {
        List<EpochFigures> epochs = run.metrics().epochs();
        Optional<EpochFigures> last = epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
        double lowest = epochs.stream()
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
                own.label(),
                run.outcome().map(o -> o.status().toLowerCase(Locale.ROOT)).orElse("not ended"),
                changes(own, common.since(run)),
                steps,
                last.map(EpochFigures::train).orElse(Double.NaN),
                last.map(EpochFigures::heldOut).orElse(Double.NaN),
                own.losses().isMixed() ? Double.NaN : lowest,
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

    /** What somebody has told a run since the branch, what a fork was told at it included; and its losses, if they are not all one. */
    private static List<String> changes(Own own, List<JournalLine> since) {
        Stream<String> losses =
                own.agreed() ? Stream.empty() : Stream.of(own.losses().line());
        Stream<String> changes = since.stream()
                .filter(line -> line.kind().equals("set") || line.kind().equals("swap"))
                .map(Comparing::change);
        return Stream.concat(losses, changes).toList();
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
