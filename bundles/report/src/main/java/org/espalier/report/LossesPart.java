package org.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.EpochFigures;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.Lane;
import org.espalier.report.run.RunRecord;
import org.espalier.report.run.StepLoss;

/** Losses over the steps, on the axis of the growth lanes; the vertical lines are changes of size. */
final class LossesPart {
    private static final int TOP = 26;
    private static final int FOOT = 330;
    private static final int MOST_POINTS = 600;
    private final RunRecord run;
    private final List<Lane> lanes;
    private final StepAxis axis;

    LossesPart(RunRecord run, List<Lane> lanes, StepAxis axis) {
        this.run = run;
        this.lanes = lanes;
        this.axis = axis;
    }

    void write(Markup page) {
        Page.part(page, "Losses");
        double[] values = values().filter(Double::isFinite).sorted().toArray();
        if (values.length == 0) {
            Page.nothing(page, "No losses are recorded: the run ended before its first epoch did.");
        } else {
            page.element(
                    "p",
                    "Training loss and held-out loss (validation split) at the end of each epoch; "
                            + "vertical lines are changes of size.",
                    "class",
                    "lead");
            page.open("div", "class", "wide");
            Drawing.into(page, StepAxis.WIDTH, FOOT + 24, "chart", summary(), drawing -> draw(drawing, values));
            page.close();
            new FiguresPart(run, axis).write(page);
        }
        page.close();
    }

    private DoubleStream values() {
        DoubleStream epochs =
                run.metrics().epochs().stream().flatMapToDouble(e -> DoubleStream.of(e.train(), e.heldOut()));
        // A few wild steps must not flatten the rest: step losses only count where there is nothing else.
        DoubleStream steps = run.metrics().losses().stream().mapToDouble(StepLoss::loss);
        return run.metrics().epochs().isEmpty() ? steps : epochs;
    }

    private String summary() {
        List<EpochFigures> epochs = run.metrics().epochs();
        if (epochs.isEmpty()) return "Training loss over the steps";
        EpochFigures last = epochs.get(epochs.size() - 1);
        return "Losses over the steps; after epoch " + last.epoch() + " training " + Figures.of(last.train())
                + ", held-out " + Figures.of(last.heldOut());
    }

    private void draw(Drawing drawing, double[] sorted) {
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        Scale y = low > 0 ? Scale.logarithmic(low, high, FOOT, TOP) : Scale.linear(low, high, FOOT, TOP);
        for (double tick : y.ticks(6)) {
            drawing.line(StepAxis.LEFT, y.at(tick), StepAxis.RIGHT, y.at(tick), "grid");
            drawing.text(StepAxis.LEFT - 10, y.at(tick) + 4, Figures.of(tick), "tick end");
        }
        drawing.text(16, TOP + 4, low > 0 ? "loss, log" : "loss", "tick");
        axis.draw(drawing, TOP, FOOT);
        growth(drawing);
        drawing.path(steps(y), "curve steps");
        List<EpochFigures> epochs = run.metrics().epochs();
        double train = series(drawing, epochs, EpochFigures::train, y, "train");
        double heldOut = series(drawing, epochs, EpochFigures::heldOut, y, "held-out");
        boolean close = Math.abs(train - heldOut) < 15;
        label(drawing, "train", last(EpochFigures::train), train, close && train > heldOut ? 8 : close ? -8 : 0);
        label(drawing, "held-out", last(EpochFigures::heldOut), heldOut, close && train > heldOut ? -8 : close ? 8 : 0);
    }

    private void growth(Drawing drawing) {
        for (Lane lane : lanes) {
            for (Lane.Size size : lane.steps().subList(1, lane.steps().size())) {
                double x = axis.x().at(size.step());
                JournalLine reason = size.reason();
                if (reason == null) {
                    drawing.line(x, TOP, x, FOOT, "growth " + GrowthPart.tone(lane.kind()));
                } else {
                    String note =
                            lane.dim() + " → " + size.size() + " at step " + size.step() + ": " + reason.text("why");
                    drawing.link(
                            reason.anchor(),
                            note,
                            inside -> inside.line(x, TOP, x, FOOT, "growth " + GrowthPart.tone(lane.kind())));
                }
            }
        }
    }

    /** Draws a series: where it ends, or NaN. */
    private double series(
            Drawing drawing, List<EpochFigures> epochs, ToDoubleFunction<EpochFigures> value, Scale y, String style) {
        List<double[]> points = new ArrayList<>();
        for (EpochFigures epoch : epochs) {
            double loss = value.applyAsDouble(epoch);
            points.add(new double[] {axis.x().at(epoch.step()), Double.isFinite(loss) ? y.at(loss) : Double.NaN});
        }
        drawing.path(points, "curve " + style);
        double end = Double.NaN;
        for (int i = 0; i < points.size(); i++) {
            double place = points.get(i)[1];
            if (Double.isNaN(place)) continue;
            String note = style + " " + Figures.of(value.applyAsDouble(epochs.get(i))) + " after epoch "
                    + epochs.get(i).epoch();
            drawing.dot(points.get(i)[0], place, epochs.size() > 60 ? 1.5 : 3, "point " + style, note);
            end = place;
        }
        return end;
    }

    private double last(ToDoubleFunction<EpochFigures> value) {
        double[] known = run.metrics().epochs().stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .toArray();
        return known.length == 0 ? Double.NaN : known[known.length - 1];
    }

    private static void label(Drawing drawing, String name, double loss, double place, double nudge) {
        if (Double.isNaN(place)) return;
        drawing.text(StepAxis.RIGHT + 10, place + 4 + nudge, name + " " + Figures.of(loss), "label " + name);
    }

    /** Means over runs of steps, no more of them than there are places on a screen. */
    private List<double[]> steps(Scale y) {
        List<StepLoss> losses = run.metrics().losses();
        int stride = Math.max(1, (losses.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<double[]> points = new ArrayList<>();
        for (int from = 0; from < losses.size(); from += stride) {
            List<StepLoss> some = losses.subList(from, Math.min(losses.size(), from + stride));
            double mean = some.stream().mapToDouble(StepLoss::loss).average().orElse(Double.NaN);
            double x = axis.x().at(some.get(some.size() - 1).step());
            points.add(new double[] {x, Double.isFinite(mean) ? y.at(mean) : Double.NaN});
        }
        return points;
    }
}
