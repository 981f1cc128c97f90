package org.espalier.report;

import java.util.ArrayList;
import java.util.List;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.SampleCard;
import org.espalier.report.run.Samples;

/** Fields on a line as plots, one row per sample: the input, truth and prediction together, the error. */
final class LineFields {
    private static final int WIDTH = 340;
    private static final int HEIGHT = 190;
    private static final int LEFT = 46;
    private static final int FOOT = HEIGHT - 22;
    private static final int MOST_POINTS = 1024;
    private final SampleCard card;
    private final Samples samples;

    LineFields(SampleCard card, Samples samples) {
        this.card = card;
        this.samples = samples;
    }

    void write(Markup page) {
        for (int i = 0; i < samples.count(); i++) {
            float[] truth = samples.target()[i];
            float[] prediction = samples.prediction()[i];
            float[] error = Span.difference(prediction, truth);
            String relative = "relative error " + Figures.of(samples.relativeError(i));
            String sample = " of sample " + (i + 1);
            page.open("div", "class", "sample", "role", "group", "aria-label", "sample " + (i + 1) + ", " + relative);
            page.open("div", "class", "lines");
            plot(
                    page,
                    card.input(),
                    sample,
                    Span.of(samples.input()[i]),
                    List.of(new Curve(samples.input()[i], "input")));
            page.open("div");
            plot(
                    page,
                    card.target() + ", truth and prediction",
                    sample,
                    Span.of(truth, prediction),
                    List.of(new Curve(truth, "truth"), new Curve(prediction, "prediction")));
            page.open("p", "class", "legend").element("span", "truth", "class", "key truth");
            page.element("span", "prediction", "class", "key prediction")
                    .close()
                    .close();
            plot(page, "error", sample, Span.of(error).symmetric(), List.of(new Curve(error, "error")));
            page.close().open("p", "class", "score").text("sample " + (i + 1) + " ");
            page.element("b", relative).close().close();
        }
    }

    private record Curve(float[] values, String style) {}

    private static void plot(Markup page, String name, String sample, Span span, List<Curve> curves) {
        Scale x = Scale.linear(0, 1, LEFT, WIDTH - 8);
        Scale y = Scale.linear(span.low(), span.high(), FOOT, 10);
        String label = name + sample + ", values from " + Figures.of(span.low()) + " to " + Figures.of(span.high());
        page.open("figure").element("figcaption", name);
        Drawing.into(page, WIDTH, HEIGHT, "chart", label, drawing -> {
            for (double tick : y.ticks(4)) {
                drawing.line(LEFT, y.at(tick), WIDTH - 8, y.at(tick), "grid");
                drawing.text(LEFT - 6, y.at(tick) + 4, Figures.of(tick), "tick end");
            }
            for (double tick : List.of(0.0, 0.5, 1.0)) {
                drawing.text(x.at(tick), HEIGHT - 6, Figures.of(tick), "tick middle");
            }
            for (Curve curve : curves) drawing.path(points(curve.values(), x, y), "curve " + curve.style());
        });
        page.close();
    }

    private static List<double[]> points(float[] values, Scale x, Scale y) {
        int stride = Math.max(1, values.length / MOST_POINTS);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < values.length; i += stride) {
            // Grids leave out their right end: point i lies at i/n.
            double place = Float.isFinite(values[i]) ? y.at(values[i]) : Double.NaN;
            points.add(new double[] {x.at((double) i / values.length), place});
        }
        return points;
    }
}
