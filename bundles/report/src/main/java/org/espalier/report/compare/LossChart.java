package org.espalier.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.EpochFigures;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.RunRecord;

/** Losses of several runs along one measure of what training costs, from where they part. */
final class LossChart {
    private static final int WIDTH = 1080;
    private static final int LEFT = 92;
    private static final int RIGHT = WIDTH - 184;
    private static final int TOP = 26;
    private static final int FOOT = 330;
    private static final Set<String> EVENTS = Set.of("growth", "set", "swap", "fault", "rolled-back");
    private final List<RunRecord> runs;
    private final Measure measure;
    private final long branch;
    private final CommonHistory common;
    private final Scale x;
    private final Scale y;
    private final boolean logarithmic;

    /** @param branch the step at which the runs part */
    LossChart(List<RunRecord> runs, Measure measure, long branch) {
        this.runs = runs;
        this.measure = measure;
        this.branch = branch;
        this.common = CommonHistory.of(runs, branch);
        double[] places = runs.stream()
                .flatMap(run -> since(run).stream().map(measure::of))
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        double low = branch == 0
                ? 0
                : runs.stream().mapToDouble(r -> measure.at(r, branch)).min().orElse(0);
        double start = Double.isFinite(low) ? low : 0;
        double end = start;
        for (double place : places) end = Math.max(end, place);
        this.x = Scale.linear(start, end, LEFT, RIGHT);
        double[] losses = runs.stream()
                .flatMap(run -> since(run).stream().flatMap(e -> List.of(e.train(), e.heldOut()).stream()))
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double least = losses.length == 0 ? 0 : losses[0];
        double most = losses.length == 0 ? 1 : losses[losses.length - 1];
        this.logarithmic = least > 0;
        this.y = logarithmic ? Scale.logarithmic(least, most, FOOT, TOP) : Scale.linear(least, most, FOOT, TOP);
    }

    /** The epochs that end after the branch, and the one before them from which their curve comes. */
    private List<EpochFigures> since(RunRecord run) {
        List<EpochFigures> epochs = run.metrics().epochs();
        int first = 0;
        while (first + 1 < epochs.size() && epochs.get(first + 1).step() <= branch) first++;
        return epochs.subList(Math.min(first, epochs.size()), epochs.size());
    }

    void write(Markup page) {
        String label = "Held-out and training losses of " + runs.size() + " runs over " + measure.title();
        page.open("div", "class", "wide");
        Drawing.into(page, WIDTH, FOOT + 30, "chart", label, this::draw);
        page.close();
    }

    private void draw(Drawing drawing) {
        for (double tick : y.ticks(6)) {
            drawing.line(LEFT, y.at(tick), RIGHT, y.at(tick), "grid");
            drawing.text(LEFT - 10, y.at(tick) + 4, Figures.of(tick), "tick end");
        }
        drawing.text(16, TOP - 10, logarithmic ? "loss, log" : "loss", "tick");
        for (double tick : x.ticks(7)) {
            drawing.line(x.at(tick), FOOT, x.at(tick), FOOT + 4, "axis");
            drawing.text(x.at(tick), FOOT + 17, measure.words(tick), "tick middle");
        }
        drawing.line(LEFT, FOOT, RIGHT, FOOT, "axis");
        if (branch > 0) {
            double place = x.at(measure.at(runs.get(0), branch));
            drawing.line(place, TOP - 8, place, FOOT, "branch");
            drawing.text(place + 5, TOP - 4, "branch at step " + Figures.whole(branch), "label");
        }
        for (int i = 0; i < runs.size(); i++) run(drawing, runs.get(i), i);
    }

    private void run(Drawing drawing, RunRecord run, int number) {
        List<EpochFigures> epochs = since(run);
        String tone = "run" + number;
        drawing.path(points(epochs, EpochFigures::train), "curve training " + tone);
        List<double[]> heldOut = points(epochs, EpochFigures::heldOut);
        drawing.path(heldOut, "curve " + tone);
        for (int i = 0; i < heldOut.size(); i++) {
            if (Double.isNaN(heldOut.get(i)[1]) || Double.isNaN(heldOut.get(i)[0])) continue;
            EpochFigures epoch = epochs.get(i);
            String note = run.name() + ": held-out " + Figures.of(epoch.heldOut()) + " after epoch " + epoch.epoch()
                    + ", " + Figures.count(epoch.parameters()) + " parameters";
            drawing.dot(heldOut.get(i)[0], heldOut.get(i)[1], heldOut.size() > 60 ? 1.5 : 3, "point " + tone, note);
        }
        double foot = FOOT - 6 - 9 * number;
        for (JournalLine line : common.since(run)) {
            if (EVENTS.contains(line.kind())) event(drawing, run, line, tone, foot);
        }
        double at = TOP + 12 + 18 * number;
        drawing.line(RIGHT + 10, at - 4, RIGHT + 28, at - 4, "curve " + tone);
        drawing.text(RIGHT + 34, at, run.name(), "label");
    }

    /** What happened to a run, on a line of its own above the axis: what grew is a dot, what somebody changed a square. */
    private void event(Drawing drawing, RunRecord run, JournalLine line, String tone, double foot) {
        double place = x.at(measure.at(run, line.step()));
        if (Double.isNaN(place)) return;
        if (line.kind().equals("growth")) {
            String note = run.name() + ": " + line.text("dim") + line.text("parameter") + " " + line.text("from")
                    + " → " + line.text("to") + " at step " + line.step() + ": " + line.text("why");
            drawing.dot(place, foot, 3, "event-dot " + tone, note);
        } else if (line.kind().equals("set") || line.kind().equals("swap")) {
            drawing.box(place - 3.5, foot - 3.5, 7, 7, "change " + tone, run.name() + ": " + Comparing.change(line));
        } else {
            String note = run.name() + ": " + line.kind() + " at step " + line.step() + ": " + line.text("why");
            drawing.box(place - 1, foot - 4, 2, 8, "change " + tone, note);
        }
    }

    private List<double[]> points(List<EpochFigures> epochs, ToDoubleFunction<EpochFigures> loss) {
        List<double[]> points = new ArrayList<>();
        for (EpochFigures epoch : epochs) {
            double at = measure.of(epoch);
            double value = loss.applyAsDouble(epoch);
            points.add(new double[] {
                Double.isFinite(at) ? x.at(at) : Double.NaN, Double.isFinite(value) ? y.at(value) : Double.NaN
            });
        }
        return points;
    }
}
