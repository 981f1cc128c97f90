package org.espalier.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.EpochFigures;
import org.espalier.report.run.RunRecord;

/** Parameters, modelled operations and seconds of every epoch. */
final class CostPart {
    private static final int WIDTH = 340;
    private static final int HEIGHT = 200;
    private static final int LEFT = 52;
    private static final int FOOT = HEIGHT - 24;
    private static final int TOP = 12;
    private final List<EpochFigures> epochs;

    CostPart(RunRecord run) {
        this.epochs = run.metrics().epochs();
    }

    void write(Markup page) {
        Page.part(page, "Cost");
        if (epochs.isEmpty()) {
            Page.nothing(page, "No epoch was completed.");
        } else {
            page.open("div", "class", "lines");
            bars(page, "parameters", each(EpochFigures::parameters), Figures::count, "cost-parameters");
            bars(page, "modelled operations per epoch", gains(EpochFigures::flops), Figures::flops, "cost-flops");
            bars(page, "seconds per epoch", gains(EpochFigures::seconds), Figures::of, "cost-seconds");
            page.close();
        }
        page.close();
    }

    private double[] each(ToDoubleFunction<EpochFigures> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }

    /** What each epoch added to a sum over training. */
    private double[] gains(ToDoubleFunction<EpochFigures> sum) {
        double[] gains = each(sum);
        for (int i = gains.length - 1; i > 0; i--) gains[i] -= gains[i - 1];
        // After a lost beginning of the file the first sum belongs to several epochs.
        if (epochs.get(0).epoch() > 1) gains[0] = Double.NaN;
        return gains;
    }

    private void bars(Markup page, String name, double[] values, DoubleFunction<String> figure, String style) {
        double most = 0;
        for (double value : values) most = Double.isFinite(value) ? Math.max(most, value) : most;
        page.open("figure").element("figcaption", name);
        if (most <= 0) {
            Page.nothing(page, "not recorded");
        } else {
            Scale y = Scale.linear(0, most, FOOT, TOP);
            double last = values[values.length - 1];
            String label = name + ", largest " + figure.apply(most) + ", last " + figure.apply(last);
            Drawing.into(page, WIDTH, HEIGHT, "chart", label, drawing -> draw(drawing, values, y, figure, style));
        }
        page.close();
    }

    private void draw(Drawing drawing, double[] values, Scale y, DoubleFunction<String> figure, String style) {
        for (double tick : y.ticks(4)) {
            drawing.line(LEFT, y.at(tick), WIDTH - 8, y.at(tick), "grid");
            drawing.text(LEFT - 6, y.at(tick) + 4, Figures.count(tick), "tick end");
        }
        double pitch = (WIDTH - 8.0 - LEFT) / values.length;
        int stride = Math.max(1, (int) Math.ceil(values.length / 12.0));
        for (int i = 0; i < values.length; i++) {
            double left = LEFT + i * pitch;
            long epoch = epochs.get(i).epoch();
            if (epoch % stride == 0) drawing.text(left + pitch / 2, HEIGHT - 8, Long.toString(epoch), "tick middle");
            if (!(values[i] > 0)) continue;
            double top = y.at(values[i]);
            String note = figure.apply(values[i]) + ", epoch " + epoch;
            drawing.box(left + pitch * .12, top, pitch * .76, FOOT - top, "bar " + style, note);
        }
        drawing.line(LEFT, FOOT, WIDTH - 8, FOOT, "axis");
    }
}
