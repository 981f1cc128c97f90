package org.espalier.report.draw;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A vector drawing within a page; places are in units of about a pixel, from the top left. */
public final class Drawing {
    private final Markup page;

    private Drawing(Markup page) {
        this.page = page;
    }

    /**
     * Draws into a page.
     *
     * @param style what the drawing is, for the style sheet
     * @param label what it shows, for those who do not see it
     */
    public static void into(Markup page, int width, int height, String style, String label, Consumer<Drawing> content) {
        page.open(
                "svg", "viewBox", "0 0 " + width + " " + height, "class", style, "role", "group", "aria-label", label);
        page.include(inside -> content.accept(new Drawing(inside)));
        page.close();
    }

    /** A straight line. */
    public Drawing line(double x1, double y1, double x2, double y2, String style) {
        page.leaf("line", "x1", c(x1), "y1", c(y1), "x2", c(x2), "y2", c(y2), "class", style);
        return this;
    }

    /** A rectangle; with a note, if there is one. */
    public Drawing box(double x, double y, double width, double height, String style, @Nullable String note) {
        page.open("rect", "x", c(x), "y", c(y), "width", c(width), "height", c(height), "class", style);
        note(note);
        page.close();
        return this;
    }

    /** A dot; with a note, if there is one. */
    public Drawing dot(double x, double y, double radius, String style, @Nullable String note) {
        page.open("circle", "cx", c(x), "cy", c(y), "r", c(radius), "class", style);
        note(note);
        page.close();
        return this;
    }

    /** Text; the style says where it is anchored. */
    public Drawing text(double x, double y, String text, String style) {
        page.element("text", text, "x", c(x), "y", c(y), "class", style);
        return this;
    }

    /** A path through points; NaN breaks it. */
    public Drawing path(List<double[]> points, String style) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (double[] point : points) {
            if (Double.isNaN(point[0]) || Double.isNaN(point[1])) {
                pen = false;
            } else {
                path.append(pen ? 'L' : 'M').append(c(point[0])).append(' ').append(c(point[1]));
                pen = true;
            }
        }
        if (path.length() > 0) page.leaf("path", "d", path.toString(), "class", style);
        return this;
    }

    /** A filled outline. */
    public Drawing area(List<double[]> points, String style) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.length() == 0 ? 'M' : 'L')
                    .append(c(point[0]))
                    .append(' ')
                    .append(c(point[1]));
        }
        page.leaf("path", "d", path.append('Z').toString(), "class", style);
        return this;
    }

    /** What leads elsewhere on the page, with a note on what it is. */
    public Drawing link(String anchor, String note, Consumer<Drawing> content) {
        page.open("a", "href", "#" + anchor, "aria-label", note);
        page.element("title", note);
        page.include(inside -> content.accept(this));
        page.close();
        return this;
    }

    private void note(@Nullable String note) {
        if (note != null) page.element("title", note);
    }

    private static String c(double x) {
        return Figures.coordinate(x);
    }
}
