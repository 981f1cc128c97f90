package org.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.EpochFigures;
import org.espalier.report.run.RunRecord;

/** What the loss measures beside itself on the validation split, such as accuracy, on the axis of the losses; one chart each. */
final class FiguresPart {
    private static final int TOP = 26;
    private static final int FOOT = 180;
    private final RunRecord run;
    private final StepAxis axis;

    FiguresPart(RunRecord run, StepAxis axis) {
        this.run = run;
        this.axis = axis;
    }

    /** Writes the charts within the part of the losses; nothing if there are no such figures. */
    void write(Markup page) {
        Set<String> names = new TreeSet<>();
        run.metrics().epochs().forEach(epoch -> names.addAll(epoch.figures().keySet()));
        for (String name : names) {
            page.element("h3", "Held-out " + name);
            page.open("div", "class", "wide");
            Drawing.into(
                    page,
                    StepAxis.WIDTH,
                    FOOT + 24,
                    "chart",
                    "Held-out " + name + " over the steps",
                    d -> draw(d, name));
            page.close();
        }
    }

    private void draw(Drawing drawing, String name) {
        List<EpochFigures> known = run.metrics().epochs().stream()
                .filter(epoch -> Double.isFinite(epoch.figures().getOrDefault(name, Double.NaN)))
                .toList();
        double[] values = known.stream()
                .mapToDouble(epoch -> epoch.figures().get(name))
                .sorted()
                .toArray();
        if (values.length == 0) return;
        Scale y = Scale.linear(values[0], values[values.length - 1], FOOT, TOP);
        for (double tick : y.ticks(4)) {
            drawing.line(StepAxis.LEFT, y.at(tick), StepAxis.RIGHT, y.at(tick), "grid");
            drawing.text(StepAxis.LEFT - 10, y.at(tick) + 4, Figures.of(tick), "tick end");
        }
        axis.draw(drawing, TOP, FOOT);
        List<double[]> points = new ArrayList<>();
        for (EpochFigures epoch : known) {
            double place = y.at(epoch.figures().get(name));
            points.add(new double[] {axis.x().at(epoch.step()), place});
            String note = Figures.of(epoch.figures().get(name)) + " after epoch " + epoch.epoch();
            drawing.dot(axis.x().at(epoch.step()), place, known.size() > 60 ? 1.5 : 3, "point held-out", note);
        }
        drawing.path(points, "curve held-out");
        double last = known.get(known.size() - 1).figures().get(name);
        drawing.text(StepAxis.RIGHT + 10, y.at(last) + 4, name + " " + Figures.of(last), "label held-out");
    }
}
