package org.espalier.report;

import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.Classes;

/** Which test samples a classifier got right: on the plane where inputs lie in one, and counted by class and answer. */
final class ClassesPart {
    private static final int SIDE = 460;
    private static final int MARGIN = 34;
    private static final int MOST_CLASSES = 20;

    /** Colours of the style sheet; classes beyond them begin again. */
    private static final int COLOURS = 6;

    private final Classes classes;

    ClassesPart(Classes classes) {
        this.classes = classes;
    }

    void write(Markup page) {
        Page.part(page, "Classes");
        int all = classes.truth().length;
        page.element(
                "p",
                "The first " + all + " samples of the test split, of which " + classes.right()
                        + " got their class. A ring is a wrong answer: its colour is the true class, and it says what was answered.",
                "class",
                "lead");
        page.open("div", "class", "classes");
        if (classes.dimensions() == 2) scatter(page);
        if (classes.count() <= MOST_CLASSES) counts(page);
        page.close().close();
    }

    private void scatter(Markup page) {
        Span span = Span.of(coordinates(0), coordinates(1));
        Scale x = Scale.linear(span.low(), span.high(), MARGIN, SIDE - MARGIN);
        Scale y = Scale.linear(span.low(), span.high(), SIDE - MARGIN, MARGIN);
        String label = "Test samples on the plane, coloured by class; " + (classes.truth().length - classes.right())
                + " of them answered wrongly";
        page.open("figure");
        Drawing.into(page, SIDE, SIDE, "chart", label, drawing -> {
            for (double tick : x.ticks(5)) {
                drawing.line(x.at(tick), MARGIN, x.at(tick), SIDE - MARGIN, "grid");
                drawing.line(MARGIN, y.at(tick), SIDE - MARGIN, y.at(tick), "grid");
                drawing.text(x.at(tick), SIDE - MARGIN + 17, Figures.of(tick), "tick middle");
                drawing.text(MARGIN - 6, y.at(tick) + 4, Figures.of(tick), "tick end");
            }
            for (int i = 0; i < classes.truth().length; i++) point(drawing, i, x, y);
        });
        page.close();
    }

    private void point(Drawing drawing, int i, Scale x, Scale y) {
        float[] at = classes.input()[i];
        if (!Float.isFinite(at[0]) || !Float.isFinite(at[1])) return;
        int truth = classes.truth()[i];
        boolean right = truth == classes.answer()[i];
        String note = "class " + truth + (right ? "" : ", answered " + classes.answer()[i]);
        String style = (right ? "class" : "class missed") + " class" + truth % COLOURS;
        drawing.dot(x.at(at[0]), y.at(at[1]), right ? 3 : 5, style, note);
    }

    private float[] coordinates(int axis) {
        float[] values = new float[classes.input().length];
        for (int i = 0; i < values.length; i++) values[i] = classes.input()[i][axis];
        return values;
    }

    private void counts(Markup page) {
        page.open("table", "class", "counts").open("thead").open("tr");
        page.element("th", "class \\ answer");
        for (int answer = 0; answer < classes.count(); answer++) page.element("th", Integer.toString(answer));
        page.close().close().open("tbody");
        for (int truth = 0; truth < classes.count(); truth++) {
            page.open("tr").element("th", Integer.toString(truth));
            for (int answer = 0; answer < classes.count(); answer++) {
                int count = classes.of(truth, answer);
                String style = truth == answer ? "hits" : count > 0 ? "misses" : "none";
                page.element("td", Figures.whole(count), "class", style);
            }
            page.close();
        }
        page.close().close();
    }
}
